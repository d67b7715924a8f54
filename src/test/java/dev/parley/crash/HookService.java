package dev.parley.crash;

import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The web service of a bot that is called. It is slow now and then, and can be stopped and started again on its port, or
 * fail some calls in a way of chance: before or after it did its work, with an answer that says so, half of one, a late
 * one or none.
 */
final class HookService implements Trouble, AutoCloseable {
    private static final int SLOW = 150;
    /** Longer than {@link #TIMEOUT}. */
    private static final int TOO_SLOW = 1_500;

    private static final int LONGEST_ABSENCE = 1_500;
    private static final int MOST_FAILURES = 4;

    /** How long the bot's engine is to wait, as its manifest says. */
    static final String TIMEOUT = "1s";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Function<JsonObject, Optional<JsonObject>> bot;
    private final AtomicInteger failing = new AtomicInteger();
    private final Random random = new Random(0);
    private final String name;
    private final int port;
    private HttpServer server;

    /**
     * Starts on a free port.
     *
     * @param bot what is done with a call's {@code data}; what comes back is the answer, or it is taken without one
     */
    HookService(String name, Function<JsonObject, Optional<JsonObject>> bot) {
        this.name = name;
        this.bot = bot;
        start(0);
        port = server.actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int rest() {
        return 4_000;
    }

    @Override
    public void strike(Random chance, Pause pause) throws InterruptedException {
        if (chance.nextBoolean()) {
            Waiting.on(server.close());
            pause.millis(chance.nextInt(LONGEST_ABSENCE));
            start(port);
        } else {
            failing.set(chance.nextInt(1, MOST_FAILURES + 1));
            pause.millis(LONGEST_ABSENCE);
            failing.set(0);
        }
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }

    /** While it is away its port may have become the near end of somebody's connection, and is free again later. */
    private void start(int where) {
        Waiting.until("port " + where + " is free", Duration.ofMinutes(2), () -> {
            HttpServer next = answering();
            boolean listens = Waiting.on(next.listen(where, "127.0.0.1")
                    .transform(listening -> Future.succeededFuture(listening.succeeded())));
            if (listens) {
                server = next;
            }
            return listens;
        });
    }

    private HttpServer answering() {
        return vertx.createHttpServer()
                .requestHandler(call -> call.body().onSuccess(body -> {
                    JsonObject data = body.toJsonObject().getJsonObject("data");
                    if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        fail(call, data);
                    } else {
                        after(
                                random.nextInt(3) == 0 ? random.nextInt(1, SLOW) : 0,
                                () -> answer(call.response(), data));
                    }
                }));
    }

    private void answer(HttpServerResponse response, JsonObject data) {
        bot.apply(data)
                .ifPresentOrElse(
                        answer -> response.putHeader("content-type", "application/json")
                                .end(answer.toBuffer()),
                        () -> response.setStatusCode(202).end());
    }

    private void fail(HttpServerRequest call, JsonObject data) {
        HttpServerResponse response = call.response();
        switch (random.nextInt(6)) {
            case 0 -> response.setStatusCode(503).end();
            case 1 -> response.setStatusCode(429).putHeader("retry-after", "1").end();
            case 2 -> {
                bot.apply(data);
                response.setStatusCode(500).end();
            }
            case 3 -> {
                bot.apply(data);
                call.connection().close();
            }
            case 4 -> {
                String answer = bot.apply(data).orElseGet(JsonObject::new).encode();
                response.putHeader("content-length", String.valueOf(answer.length() + 1));
                response.write(answer).onComplete(written -> call.connection().close());
            }
            default -> after(TOO_SLOW, () -> answer(response, data));
        }
    }

    private void after(int millis, Runnable work) {
        if (millis == 0) {
            work.run();
        } else {
            vertx.setTimer(millis, timer -> work.run());
        }
    }
}
