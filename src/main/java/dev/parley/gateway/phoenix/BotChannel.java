package dev.parley.gateway.phoenix;

import dev.parley.gateway.PushHandler;
import dev.parley.gateway.PushRefused;
import dev.parley.gateway.PushWindow;
import dev.parley.phoenix.Channel;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.JoinResult;
import dev.parley.phoenix.MessageRef;
import dev.parley.phoenix.Payload;
import dev.parley.phoenix.Result;
import dev.parley.phoenix.StopReason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * AIDA's channel {@code bot:<uuid>} as a person's client joins it, with an access token: many sessions on one topic. It
 * finds out which kind of client this is and hands each push to the handler of its event.
 *
 * <pre>
 *   utb_msg --> BotChannel --> UtbMsg --> BotClient.write --> Conversations: committed --> reply ok
 *                                              | attaches                        |
 *                                              v                                 v hint
 *   btu_msg <-------------- Follower <-- LogFollower <---- SessionHub of this event loop
 * </pre>
 *
 * <p>So the reply says that the store has it, and what is pushed comes from the log alone, in its order, whoever wrote it
 * and on whichever socket. Pushes are handled in the order they came, up to a {@linkplain PushWindow window} of them at
 * once. Everything here runs on the event loop of the socket.
 */
final class BotChannel implements Channel {
    /** AIDA's events; in scope {@code topic} there are no others, as nothing reads the past there. */
    private static final Map<String, PushHandler<BotClient>> AIDA = Map.of(
            "new_session", new NewSession(),
            "put_data", new PutData(),
            "delete_session", new DeleteSession(),
            "utb_msg", new UtbMsg(),
            "utb_img", new UtbImg());

    private static final Map<String, PushHandler<BotClient>> EXTENDED =
            with(AIDA, Map.of("history", new History(), "typing", new Typing(), "seen", new Seen()));

    private final PhoenixContext context;
    private final PushWindow window = new PushWindow();
    private Map<String, PushHandler<BotClient>> handlers = AIDA;
    private @Nullable BotClient client;

    BotChannel(PhoenixContext context) {
        this.context = context;
    }

    private static <K, V> Map<K, V> with(Map<K, V> some, Map<K, V> more) {
        Map<K, V> all = new HashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }

    @Override
    public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
        if (context.bots().starting()) {
            return refuse(new JsonObject().put("reason", "starting").put("retry", true));
        }
        JoinRequest request;
        try {
            request = JoinRequest.of(context.bots(), topic, payload, socket);
        } catch (PushRefused refused) {
            return refuse(PushRefused.response(refused));
        }
        Joined joined = Joined.of(context, socket, request);
        if (request.entry().scope() == WebsocketEntry.Scope.TOPIC) {
            client = new TopicClient(joined);
            return Future.succeededFuture(JoinResult.ok());
        }
        handlers = EXTENDED;
        JsonObject sessions = request.sessions();
        if (sessions == null) {
            client = new PlainClient(joined);
            return Future.succeededFuture(JoinResult.ok());
        }
        BotClient counting = new CountingClient(joined);
        client = counting;
        return Resume.prepare(counting, sessions)
                .<JoinResult>map(resume -> {
                    // Handled as the first thing after the reply to the join.
                    socket.send(resume);
                    return new JoinResult.Ok(Payload.of(new JsonObject().put("sessions", resume.reply())));
                })
                .recover(failure -> refuse(PushRefused.response(failure)));
    }

    private static Future<JoinResult> refuse(JsonObject response) {
        return Future.succeededFuture(new JoinResult.Refused(Payload.of(response)));
    }

    @Override
    public Future<Result> handleInfo(Object message, ChannelSocket socket) {
        if (message instanceof Resume resume) {
            resume.goLive();
        }
        return Future.succeededFuture(Result.noReply());
    }

    @Override
    public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
        BotClient here = Objects.requireNonNull(client, "not joined");
        if (context.bots().get(here.bot().id()).isEmpty()) {
            Result.Reply gone = new Result.Reply("error", Payload.of(new JsonObject().put("reason", "bot_not_found")));
            return Future.succeededFuture(new Result.Stop(StopReason.ERROR, gone));
        }
        return window.handle(handlers.get(event), payload, here, ref, socket);
    }

    @Override
    public void terminate(StopReason reason, ChannelSocket socket) {
        if (client != null) {
            client.end();
        }
    }
}
