package dev.parley.engine.openai;

import dev.parley.conversation.Draft;
import dev.parley.conversation.Message;
import dev.parley.conversation.Notification;
import dev.parley.engine.DeliveryException;
import dev.parley.engine.EngineContext;
import dev.parley.engine.http.CallFailedException;
import dev.parley.engine.http.OutboundCall;
import dev.parley.engine.http.OutboundClient;
import dev.parley.engine.http.OutboundExchange;
import dev.parley.engine.http.OutboundReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One answer being made. Its pieces are told as they come, under the id the whole will have in the log; what is not
 * finished is withdrawn. Used once, on one event loop.
 */
final class Completion {
    private static final int LONGEST = 100_000;
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_BYTES_AN_EVENT = 1 << 20;

    private final UUID session;
    private final UUID bot;
    private final Settings settings;
    private final EngineContext context;
    private final UUID id = Draft.newId();
    private final Promise<Optional<Message>> done = Promise.promise();
    private final StringBuilder text = new StringBuilder();
    private final SseParser parser = new SseParser(MOST_BYTES_AN_EVENT);
    private @Nullable OutboundExchange exchange;
    private long timer;
    private long bytes;
    private int pieces;
    private boolean last;

    Completion(UUID session, UUID bot, Settings settings, EngineContext context) {
        this.session = session;
        this.bot = bot;
        this.settings = settings;
        this.context = context;
    }

    /** The answer, or nothing when the model had none to give or it was not wanted any more. */
    Future<Optional<Message>> outcome() {
        return done.future();
    }

    /** Asks the model, unless it is over already. */
    Future<Optional<Message>> ask(JsonArray messages) {
        if (!isOver()) {
            OutboundExchange begun = context.outbound().open(call(messages));
            exchange = begun;
            watch(settings.firstToken(), "no word of the model's answer within ");
            begun.head().onSuccess(this::read).onFailure(this::fail);
        }
        return done.future();
    }

    /** True when it was answered, ended or given up. */
    boolean isOver() {
        return done.future().isComplete();
    }

    /** Ends it with nothing to say. */
    void cancel() {
        if (done.tryComplete(Optional.empty())) {
            end();
        }
    }

    /** Gives it up. */
    void fail(Throwable failure) {
        if (done.tryFail(failure)) {
            end();
        }
    }

    private OutboundCall call(JsonArray messages) {
        JsonObject body = settings.request().copy().put("messages", messages).put("stream", settings.stream());
        OutboundCall call = OutboundCall.json(settings.url(), body);
        return settings.apiKey()
                .map(key -> call.header("authorization", "Bearer " + key))
                .orElse(call);
    }

    private void read(HttpClientResponse response) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            OutboundClient.body(response, OutboundClient.MAX_ANSWER)
                    .map(body -> new OutboundReply(status, response.headers(), body))
                    .onSuccess(reply -> fail(DeliveryException.of(
                            "the model", reply, Chunk.error(reply.body().toString()))))
                    .onFailure(this::fail);
            return;
        }
        String type = String.valueOf(response.getHeader("content-type"));
        if (!type.startsWith("text/event-stream")) {
            // Asked for a stream or not: some servers have none.
            OutboundClient.body(response, OutboundClient.MAX_ANSWER)
                    .map(body -> Chunk.whole(body.toString()))
                    .onSuccess(whole -> {
                        text.append(whole.text());
                        finish();
                    })
                    .onFailure(this::fail);
            return;
        }
        response.handler(this::streamed);
        response.exceptionHandler(failure -> fail(new CallFailedException("the model's answer was cut off")));
        response.endHandler(end -> {
            if (last) {
                finish();
            } else {
                fail(DeliveryException.failed("the model's answer ended in its middle"));
            }
        });
        response.resume();
    }

    private void streamed(Buffer part) {
        if (isOver()) {
            return;
        }
        try {
            bytes += part.length();
            if (bytes > MOST_BYTES) {
                throw DeliveryException.refused("the model's answer is larger than " + MOST_BYTES + " bytes");
            }
            take(parser.feed(part.getBytes()));
        } catch (DeliveryException | IllegalStateException unusable) {
            fail(unusable);
        }
    }

    // What came in one packet is told as one piece: a fast model would flood the clients.
    private void take(List<String> events) {
        StringBuilder delta = new StringBuilder();
        boolean ended = false;
        for (String event : events) {
            Chunk chunk = Chunk.streamed(event);
            delta.append(chunk.text());
            last |= chunk.last();
            ended |= event.equals("[DONE]");
        }
        if (!delta.isEmpty()) {
            text.append(delta);
            if (text.length() > LONGEST) {
                throw DeliveryException.refused("the model's answer is longer than " + LONGEST + " characters");
            }
            context.tell().accept(new Notification.AnswerDelta(session, bot, id, pieces++, delta.toString()));
            // Only words count: some servers send comments to keep the line for as long as it stands.
            watch(settings.idle(), "the model's answer stopped for ");
        }
        if (ended) {
            finish();
        }
    }

    private void finish() {
        String whole = text.toString();
        if (whole.isBlank()) {
            cancel();
        } else if (done.tryComplete(Optional.of(new Message(whole, null, null, List.of(), null, null, id)))) {
            vertx().cancelTimer(timer);
        }
    }

    private void end() {
        vertx().cancelTimer(timer);
        if (exchange != null) {
            exchange.cut();
        }
        if (pieces > 0) {
            context.tell().accept(new Notification.AnswerDelta(session, bot, id, pieces++, null));
        }
    }

    private void watch(Duration limit, String what) {
        vertx().cancelTimer(timer);
        timer = vertx().setTimer(limit.toMillis(), late -> {
            if (last) {
                // It said that it has finished, and only leaves the line open.
                finish();
            } else {
                fail(DeliveryException.failed(what + limit.toSeconds() + " s"));
            }
        });
    }

    private Vertx vertx() {
        return context.vertx();
    }
}
