package dev.parley.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engineio.PollingClient;
import dev.parley.testing.CapturedLog;
import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces, events and acknowledgements, said and heard frame by frame. */
@Timeout(60)
class SocketIoEndpointTest {
    private static final String V3 = "/socket.io/?EIO=3&transport=websocket";
    private static final String V4 = "/socket.io/?EIO=4&transport=websocket";
    private static final int MAX_AWAITED = 2;

    private final CapturedLog log = new CapturedLog();
    private SocketIoServer server;

    @BeforeEach
    void start() {
        server =
                new SocketIoServer(builder -> builder.options(SocketIoOptions.DEFAULT.withMaxAwaitedAcks(MAX_AWAITED)));
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
        // A connect handler that fails is told to whoever wrote it; nothing a client sends leaves a trace.
        assertThat(log.stackTraces())
                .filteredOn(line -> line.startsWith("dev.parley.socketio") || line.startsWith("io.vertx.core"))
                .allMatch(line -> line.contains("A connect handler failed"));
    }

    private RawSocket open(String path) throws Exception {
        RawSocket socket = RawSocket.open(server.port(), path);
        assertThat(socket.receive().text()).startsWith("0{");
        return socket;
    }

    /** A client of protocol 4 in the main namespace. */
    private RawSocket joined() throws Exception {
        RawSocket socket = open(V4);
        socket.text("40");
        assertThat(socket.receive().text()).startsWith("40{");
        return socket;
    }

    @Test
    void aClientIsLetInAndToldItsId() throws Exception {
        try (RawSocket socket = open(V4)) {
            socket.text("40");

            JsonObject told = new JsonObject(socket.receive().text().substring(2));
            assertThat(told)
                    .isEqualTo(
                            new JsonObject().put("sid", server.guest(0).socket.id()));
            assertThat(server.guest(0).auth).isNull();
        }
    }

    @Test
    void aClientSaysWhoItIs() throws Exception {
        try (RawSocket socket = open(V4)) {
            socket.text("40/custom,{\"token\":\"abc\"}");

            assertThat(socket.receive().text()).startsWith("40/custom,{\"sid\":");
            assertThat(server.guest(0).auth).isEqualTo(new JsonObject().put("token", "abc"));
            assertThat(server.guest(0).socket.namespace()).isEqualTo("/custom");
        }
    }

    @Test
    void aClientOfProtocol3IsInTheMainNamespaceUnasked() throws Exception {
        try (RawSocket socket = open(V3)) {
            assertThat(socket.receive().text()).isEqualTo("40");

            socket.text("40/custom?token=a%20b&x=1,");

            assertThat(socket.receive().text()).isEqualTo("40/custom,");
            assertThat(server.guest(1).auth)
                    .isEqualTo(new JsonObject().put("token", "a b").put("x", "1"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/random|44/random,{\"message\":\"Invalid namespace\"}|44/random,\"Invalid namespace\"",
                "/refused|44/refused,{\"message\":\"not you\",\"data\":{\"why\":\"because\"}}|44/refused,{\"why\":\"because\"}",
                "/failing|44/failing,{\"message\":\"Internal server error\"}|44/failing,\"Internal server error\"",
                "/throwing|44/throwing,{\"message\":\"Internal server error\"}|44/throwing,\"Internal server error\"",
            })
    void aClientThatIsNotLetInIsToldWhy(String namespace, String told, String toldInProtocol3) throws Exception {
        try (RawSocket socket = joined();
                RawSocket old = open(V3)) {
            old.receive();
            socket.text("40" + namespace);
            old.text("40" + namespace);

            assertThat(socket.receive().text()).isEqualTo(told);
            assertThat(old.receive().text()).isEqualTo(toldInProtocol3);
            socket.text("42[\"still\",1]");
            assertThat(socket.receive().text()).isEqualTo("42[\"back\",1]");
        }
    }

    @Test
    void whatIsEmittedBeforeTheDecisionFollowsIt() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("40/slow");
            Waiting.until("the handler is asked", () -> server.slow().size() == 1);
            socket.text("42[\"meanwhile\"]");
            assertThat(socket.receive().text()).isEqualTo("42[\"back\"]");

            server.slow().get(0).complete((name, arguments, ack) -> {});

            assertThat(socket.receive().text()).startsWith("40/slow,{");
            assertThat(socket.receive().text()).isEqualTo("42/slow,[\"early\",1]");
        }
    }

    @Test
    void aSocketThatIsGoneBeforeTheDecisionHasGoneAfterIt() throws Exception {
        Promise<Void> gone = Promise.promise();
        try (RawSocket socket = joined()) {
            socket.text("40/slow");
            Waiting.until("the handler is asked", () -> server.slow().size() == 1);
        }
        Waiting.until("the connection has gone", () -> server.guest(0).timesGone() == 1);

        server.slow().get(0).complete(new SocketHandler() {
            @Override
            public void event(String name, List<Object> arguments, Ack ack) {}

            @Override
            public void gone() {
                gone.complete();
            }
        });

        Waiting.on(gone.future());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42[\"message\",1,\"2\",{\"3\":[true]}]|42[\"back\",1,\"2\",{\"3\":[true]}]",
                "42[7,\"x\"]|42[\"back\",\"x\"]",
                "42456[\"any\",1,\"2\",{\"3\":[false]}]|43456[1,\"2\",{\"3\":[false]}]",
                "4212345678901234567890[\"any\"]|4312345678901234567890[]",
                "42[\"zażółć\",\"漢字 😀\"]|42[\"back\",\"漢字 😀\"]",
            })
    void anEventIsHeardAndAnswered(String said, String heard) throws Exception {
        try (RawSocket socket = joined()) {
            socket.text(said);

            assertThat(socket.receive().text()).isEqualTo(heard);
        }
    }

    @Test
    void anAnswerIsGivenOnce() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("421[\"any\"]");
            socket.text("42[\"next\"]");

            assertThat(socket.receive().text()).isEqualTo("431[]");
            assertThat(socket.receive().text()).isEqualTo("42[\"back\"]");
        }
    }

    @Test
    void bytesGoBothWays() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("452-[\"any\",{\"_placeholder\":true,\"num\":0},{\"b\":{\"_placeholder\":true,\"num\":1}}]");
            socket.binary(new byte[] {1, 2, 3});
            socket.binary(new byte[] {4});

            assertThat(socket.receive().text())
                    .isEqualTo(
                            "452-[\"back\",{\"_placeholder\":true,\"num\":0},{\"b\":{\"_placeholder\":true,\"num\":1}}]");
            assertThat(socket.receive().payload()).containsExactly(1, 2, 3);
            assertThat(socket.receive().payload()).containsExactly(4);
        }
    }

    @Test
    void bytesAreAnAnswerToo() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("40/custom");
            socket.receive();
            socket.text("451-/custom,789[\"any\",{\"_placeholder\":true,\"num\":0}]");
            socket.binary(new byte[] {1, 2, 3});

            assertThat(socket.receive().text()).isEqualTo("461-/custom,789[{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.receive().payload()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void namespacesAreApart() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("40/custom");
            socket.receive();

            socket.text("42/custom,[\"there\"]");
            assertThat(socket.receive().text()).isEqualTo("42/custom,[\"back\"]");
            socket.text("41/custom");
            socket.text("42[\"here\"]");
            assertThat(socket.receive().text()).isEqualTo("42[\"back\"]");

            assertThat(server.guest(0).events()).containsExactly("here");
            assertThat(server.guest(1).events()).containsExactly("there");
            assertThat(server.guest(1).timesGone()).isOne();
            assertThat(server.guest(0).timesGone()).isZero();
        }
    }

    @Test
    void aClientMayLeaveAndComeBackOnTheSameConnection() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("41");
            socket.text("40");

            assertThat(socket.receive().text()).startsWith("40{");
            assertThat(server.guest(0).timesGone()).isOne();
            assertThat(server.guests()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "42{}",
                "42abc[\"a\"]",
                "42[\"disconnect\"]",
                "42/custom,[\"not in\"]",
                "40",
                "44{\"message\":\"x\"}",
                "41/custom",
                "43/custom,1[]",
                "4511-[\"too many\"]"
            })
    void whatIsNoPacketEndsTheConnection(String frame) throws Exception {
        try (RawSocket socket = joined()) {
            socket.text(frame);

            assertThat(socket.receive().closeCode()).isEqualTo(1002);
            Waiting.until("the socket has gone", () -> server.guest(0).timesGone() == 1);
        }
    }

    @Test
    void textAmongAttachmentsEndsTheConnection() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("451-[\"any\",{\"_placeholder\":true,\"num\":0}]");
            socket.text("42[\"any\"]");

            assertThat(socket.receive().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void bytesThatNothingAnnouncedEndTheConnection() throws Exception {
        try (RawSocket socket = joined()) {
            socket.binary(new byte[] {1});

            assertThat(socket.receive().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void aPlaceholderWithoutAnAttachmentEndsTheConnection() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("451-[\"any\",{\"_placeholder\":true,\"num\":1}]");
            socket.binary(new byte[] {1});

            assertThat(socket.receive().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void anEventBeforeAnyConnectEndsTheConnection() throws Exception {
        try (RawSocket socket = open(V4)) {
            socket.text("42[\"any\"]");

            assertThat(socket.receive().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void aConnectionInNoNamespaceIsClosed() throws Exception {
        try (SocketIoServer hasty = new SocketIoServer(builder ->
                        builder.options(SocketIoOptions.DEFAULT.withConnectTimeout(Duration.ofMillis(100))));
                RawSocket socket = RawSocket.open(hasty.port(), V4);
                RawSocket old = RawSocket.open(hasty.port(), V3)) {
            socket.receive();
            old.receive();
            old.receive();

            assertThat(socket.receive().closeCode()).isEqualTo(1000);
            old.text("42[\"in\"]");
            assertThat(old.receive().text()).isEqualTo("42[\"back\"]");
        }
    }

    @Test
    void aSocketThatIsDisconnectedIsToldAndItsConnectionClosed() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("42[\"disconnect-me\"]");

            assertThat(socket.receive().text()).isEqualTo("41");
            assertThat(socket.receive().closeCode()).isEqualTo(1000);
            assertThat(server.guest(0).timesGone()).isOne();
        }
    }

    @Test
    void aConnectionGoesOnForItsOtherNamespaces() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("40/custom");
            socket.receive();
            socket.text("42/custom,[\"disconnect-me\"]");
            assertThat(socket.receive().text()).isEqualTo("41/custom,");

            socket.text("42[\"still\"]");

            assertThat(socket.receive().text()).isEqualTo("42[\"back\"]");
        }
    }

    @Test
    void aConnectionThatIsClosedSaysNoWordOfIt() throws Exception {
        try (RawSocket socket = joined()) {
            socket.text("42[\"close-me\"]");

            assertThat(socket.receive().text()).isEqualTo("42[\"bye\"]");
            assertThat(socket.receive().closeCode()).isEqualTo(1000);
            assertThat(server.guest(0).timesGone()).isOne();
        }
    }

    @Test
    void aPollingClientHearsThatItIsDisconnected() {
        PollingClient client = new PollingClient("/socket.io/", 4);
        client.open(server.port());
        client.post(server.port(), "40");
        client.get(server.port());

        client.post(server.port(), "42[\"disconnect-me\"]");

        assertThat(client.get(server.port()).text()).isEqualTo("41");
        assertThat(client.get(server.port()).text()).isEqualTo("1");
    }

    @Test
    void aPollingClientOfProtocol3HearsEverythingInItsFirstAnswer() {
        PollingClient client = new PollingClient("/socket.io/", 3);

        assertThat(client.open(server.port()).text()).startsWith("136:0{").endsWith("}2:40");
    }

    @Test
    void aClientConfirmsAnEvent() throws Exception {
        try (RawSocket socket = joined()) {
            Future<List<Object>> answer = ask(Duration.ofSeconds(20));
            assertThat(socket.receive().text()).isEqualTo("420[\"question\",\"q\"]");

            socket.text("430[\"yes\",{\"a\":1}]");
            socket.text("430[\"again\"]");
            socket.text("437[\"never asked\"]");

            assertThat(Waiting.on(answer)).containsExactly("yes", new JsonObject().put("a", 1));
        }
    }

    @Test
    void aClientConfirmsWithBytes() throws Exception {
        try (RawSocket socket = joined()) {
            Future<List<Object>> answer = ask(Duration.ofSeconds(20));
            socket.receive();

            socket.text("461-0[{\"_placeholder\":true,\"num\":0}]");
            socket.binary(new byte[] {5});

            assertThat(Waiting.on(answer)).containsExactly(Buffer.buffer(new byte[] {5}));
        }
    }

    @Test
    void aConfirmationThatDoesNotComeIsAFailure() throws Exception {
        try (RawSocket socket = joined()) {
            Future<List<Object>> late = ask(Duration.ofMillis(50));
            Throwable failure = Waiting.on(late.transform(result -> Future.succeededFuture(result.cause())));
            assertThat(failure).isInstanceOf(TimeoutException.class);

            Future<List<Object>> never = ask(Duration.ofSeconds(60));
            socket.receive();
            socket.receive();
            socket.text("41");
            assertThatThrownBy(() -> Waiting.on(never))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("gone");
        }
    }

    @Test
    void asManyConfirmationsAreAwaitedAsTheLimitAndNotOneMore() throws Exception {
        try (RawSocket socket = joined()) {
            List<Future<List<Object>>> answers = new ArrayList<>();
            for (int i = 0; i <= MAX_AWAITED; i++) {
                answers.add(ask(Duration.ofSeconds(60)));
            }

            assertThatThrownBy(() -> Waiting.on(answers.get(MAX_AWAITED)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("too many");
            assertThat(answers.get(MAX_AWAITED - 1).isComplete()).isFalse();
        }
    }

    private Future<List<Object>> ask(Duration timeout) {
        SocketIoServer.Guest guest = server.guest(0);
        Promise<List<Object>> answer = Promise.promise();
        guest.onLoop(() -> guest.socket.emitWithAck(timeout, "question", "q").onComplete(answer));
        return answer.future();
    }

    @Test
    void oneEmissionServesManySocketsAndNamespaces() throws Exception {
        try (RawSocket socket = joined();
                RawSocket custom = open(V4)) {
            custom.text("40/custom");
            custom.receive();
            Emission emission = Emission.of("news", "a", Buffer.buffer(new byte[] {1}));
            Emission json = Emission.ofJson("more", Buffer.buffer("{\"b\":1}"));

            for (int i = 0; i < 2; i++) {
                SocketIoServer.Guest guest = server.guest(i);
                guest.onLoop(() -> {
                    guest.socket.emit(emission);
                    guest.socket.emit(json);
                });
            }

            assertThat(socket.receive().text()).isEqualTo("451-[\"news\",\"a\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.receive().payload()).containsExactly(1);
            assertThat(socket.receive().text()).isEqualTo("42[\"more\",{\"b\":1}]");
            assertThat(custom.receive().text())
                    .isEqualTo("451-/custom,[\"news\",\"a\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(custom.receive().payload()).containsExactly(1);
            assertThat(custom.receive().text()).isEqualTo("42/custom,[\"more\",{\"b\":1}]");
        }
    }

    @Test
    void drainingClosesEverybodyAndLetsNobodyIn() throws Exception {
        PollingClient polling = new PollingClient("/socket.io/", 4);
        polling.open(server.port());
        try (RawSocket socket = joined()) {
            Future<Void> drained = server.endpoint().drain();

            assertThat(socket.receive().closeCode()).isEqualTo(1012);
            assertThat(polling.get(server.port()).status()).isEqualTo(503);
            Waiting.on(drained);
            assertThat(server.endpoint().connections()).isZero();
            assertThat(server.guest(0).timesGone()).isOne();
            polling.forget();
            assertThat(polling.open(server.port()).status()).isEqualTo(503);
        }
    }
}
