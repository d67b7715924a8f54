package dev.parley.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which a channel hears what comes from several sides. */
@Timeout(30)
class MailboxTest {
    private final List<ChannelSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** The first one to join listens, the second one speaks. */
    private final class Member implements Channel {
        @Override
        public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
            sockets.add(socket);
            return Future.succeededFuture(JoinResult.ok());
        }

        @Override
        public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
            socket.context().runOnContext(later -> sockets.get(0).send("sent later"));
            socket.broadcastFrom("said before", Payload.EMPTY);
            return Future.succeededFuture(Result.noReply());
        }

        @Override
        public Future<Result> handleInfo(Object message, ChannelSocket socket) {
            heard.add(message.toString());
            return Future.succeededFuture(Result.noReply());
        }

        @Override
        public Set<String> intercepts() {
            return Set.of("said before");
        }

        @Override
        public void handleOut(String event, Payload payload, ChannelSocket socket) {
            heard.add(event);
        }
    }

    @Test
    void whatWaitsForAnotherChannelsHandlerToReturnIsNotOvertaken() throws Exception {
        try (PhoenixServer server = new PhoenixServer(1, builder -> builder.channel("room", Member::new));
                RawSocket listener = RawSocket.open(server.port(), "/socket/websocket?vsn=2.0.0");
                RawSocket speaker = RawSocket.open(server.port(), "/socket/websocket?vsn=2.0.0")) {
            for (RawSocket socket : List.of(listener, speaker)) {
                socket.text("[\"1\",\"1\",\"room\",\"phx_join\",{}]");
                assertThat(socket.receive().text()).contains("ok");
            }
            speaker.text("[\"1\",\"2\",\"room\",\"speak\",{}]");
            Waiting.until("both have come", () -> heard.size() == 2);
            assertThat(heard).containsExactly("said before", "sent later");
        }
    }
}
