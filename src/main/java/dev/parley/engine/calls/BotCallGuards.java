package dev.parley.engine.calls;

import dev.parley.bot.Bot;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lines to the bots of one kind of engine. A bot's engines on several event loops have one together, and a changed
 * manifest gets a new one. Any thread.
 */
public final class BotCallGuards {
    private static final Duration REST = Duration.ofSeconds(10);

    private final Map<Key, Shared> lines = new ConcurrentHashMap<>();
    private final Duration rest;

    public BotCallGuards() {
        this(REST);
    }

    BotCallGuards(Duration rest) {
        this.rest = rest;
    }

    /** The line to a bot, held until it is {@linkplain Held#release released}. */
    public Held hold(Vertx vertx, Bot bot, int most) {
        Key key = new Key(bot.id(), bot.manifest().engine());
        Shared shared = lines.compute(key, (same, present) -> {
            Shared line = present != null
                    ? present
                    : new Shared(new BotCallGuard(bot.id().toString(), vertx, most, rest), 0);
            return new Shared(line.line, line.holders + 1);
        });
        return new Held(shared.line, () -> release(key));
    }

    private void release(Key key) {
        lines.computeIfPresent(key, (same, shared) -> {
            if (shared.holders > 1) {
                return new Shared(shared.line, shared.holders - 1);
            }
            shared.line.close();
            return null;
        });
    }

    /** A line as one engine has it. */
    public record Held(BotCallGuard line, Runnable giveBack) {
        /** To be called once, when the engine is stopped. */
        public void release() {
            giveBack.run();
        }
    }

    private record Key(UUID bot, JsonObject engine) {}

    private record Shared(BotCallGuard line, int holders) {}
}
