package dev.parley.engine.webhook;

import dev.parley.bot.Bot;
import dev.parley.conversation.Body;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Session;
import dev.parley.engine.Answer;
import dev.parley.engine.AnswerJson;
import dev.parley.engine.Delivery;
import dev.parley.engine.DeliveryException;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.calls.BotCallGuards;
import dev.parley.engine.http.OutboundCall;
import dev.parley.engine.http.OutboundReply;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Posts what happens in a bot's sessions to a web service and takes its answer from the response. Deliveries are asked
 * again when that fails; beginnings, ends and typing are told once. Belongs to one event loop.
 */
final class WebhookEngine implements Engine {
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int GONE = 410;

    private final Bot bot;
    private final Settings settings;
    private final EngineContext context;
    private final BotCallGuards.Held held;

    WebhookEngine(Bot bot, Settings settings, EngineContext context, BotCallGuards.Held held) {
        this.bot = bot;
        this.settings = settings;
        this.context = context;
        this.held = held;
    }

    @Override
    public Future<Answer> deliver(Delivery delivery) {
        String kind = kind(delivery.event().body());
        if (kind == null || !settings.events().contains(kind)) {
            return Future.succeededFuture(Answer.NONE);
        }
        JsonObject data = about(delivery.session()).put("event", context.json().of(delivery.event()));
        String id = delivery.event().id().toString();
        return post(id, kind, delivery.event().at(), data).map(WebhookEngine::answer);
    }

    /** As what an event is sent; null for what is for human eyes. */
    private static @Nullable String kind(Body body) {
        return switch (body.kind()) {
            case TEXT, IMAGE, INVALID_IMAGE, FILE, WITHHELD -> Settings.MESSAGE;
            case DATA_MERGED -> Settings.DATA;
            case JOINED, LEFT, HANDED_OFF, NO_AGENT, TYPING, CLOSED, UNKNOWN -> null;
        };
    }

    @Override
    public Future<Void> opened(Session session) {
        return tell(session.id() + ".opened", Settings.OPENED, session.createdAt(), about(session));
    }

    @Override
    public Future<Void> closed(Session session) {
        return tell(session.id() + ".closed", Settings.CLOSED, Instant.now(), about(session));
    }

    @Override
    public void typing(UUID session, boolean on) {
        JsonObject data = aboutBot()
                .put("session", new JsonObject().put("id", session.toString()))
                .put("typing", new JsonObject().put("on", on));
        tell(UUID.randomUUID().toString(), Settings.TYPING, Instant.now(), data);
    }

    @Override
    public boolean showsTyping() {
        return settings.typing();
    }

    @Override
    public Future<Void> stop() {
        held.release();
        return Future.succeededFuture();
    }

    // What is in no log is told once: the bot that misses it learns of the session by its first message.
    private Future<Void> tell(String id, String kind, Instant at, JsonObject data) {
        if (settings.events().contains(kind)) {
            post(id, kind, at, data);
        }
        return Future.succeededFuture();
    }

    private Future<OutboundReply> post(String id, String kind, Instant at, JsonObject data) {
        JsonObject body = new JsonObject()
                .put("type", kind)
                .put("timestamp", EventJson.time(at))
                .put("data", data);
        return held.guard()
                .call(() -> context.outbound()
                        .post(signed(id, OutboundCall.json(settings.url(), body)), settings.timeout())
                        .map(this::accepted));
    }

    private OutboundCall signed(String id, OutboundCall call) {
        long now = Instant.now().getEpochSecond();
        OutboundCall named = call.header("webhook-id", id).header("webhook-timestamp", String.valueOf(now));
        return settings.signature()
                .map(signature -> named.header(
                        "webhook-signature", signature.of(id, now, call.body().getBytes())))
                .orElse(named);
    }

    private OutboundReply accepted(OutboundReply reply) {
        if (reply.isSuccess()) {
            return reply;
        }
        if (reply.status() == GONE) {
            held.guard().switchOff("the webhook answered 410 and is switched off until the manifest changes");
        }
        throw DeliveryException.of("the webhook", reply);
    }

    private static Answer answer(OutboundReply reply) {
        boolean later = reply.status() == ACCEPTED || reply.status() == NO_CONTENT;
        String text = later ? "" : reply.body().toString();
        if (text.isBlank()) {
            return Answer.NONE;
        }
        Object json;
        try {
            json = Json.decodeValue(text);
        } catch (DecodeException notJson) {
            throw DeliveryException.failed("the webhook's answer is not JSON");
        }
        return AnswerJson.read(json);
    }

    private JsonObject about(Session session) {
        return aboutBot()
                .put(
                        "session",
                        new JsonObject()
                                .put("id", session.id().toString())
                                .put("data", session.data())
                                .put("gateway", session.gateway()));
    }

    private JsonObject aboutBot() {
        return new JsonObject()
                .put(
                        "bot",
                        new JsonObject()
                                .put("id", bot.id().toString())
                                .put("name", bot.manifest().name()));
    }
}
