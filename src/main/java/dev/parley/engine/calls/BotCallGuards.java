package dev.parley.engine.calls;

import dev.parley.bot.Bot;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What guards the calls to the bots of one kind of engine. A bot's engines on several event loops have one together, and a changed
 * manifest gets a new one. Any thread.
 */
public final class BotCallGuards {
    private static final Duration REST = Duration.ofSeconds(10);

    private final Map<Key, Shared> guards = new ConcurrentHashMap<>();
    private final Duration rest;

    public BotCallGuards() {
        this(REST);
    }

    BotCallGuards(Duration rest) {
        this.rest = rest;
    }

    /** The guard of a bot, held until it is {@linkplain Held#release released}. */
    public Held hold(Vertx vertx, Bot bot, int most) {
        Key key = new Key(bot.id(), bot.manifest().engine());
        Shared shared = guards.compute(key, (same, present) -> {
            Shared guard = present != null
                    ? present
                    : new Shared(new BotCallGuard(bot.id().toString(), vertx, most, rest), 0);
            return new Shared(guard.guard, guard.holders + 1);
        });
        return new Held(shared.guard, () -> release(key));
    }

    private void release(Key key) {
        guards.computeIfPresent(key, (same, shared) -> {
            if (shared.holders > 1) {
                return new Shared(shared.guard, shared.holders - 1);
            }
            shared.guard.close();
            return null;
        });
    }

    /** A guard as one engine has it. */
    public record Held(BotCallGuard guard, Runnable giveBack) {
        /** To be called once, when the engine is stopped. */
        public void release() {
            giveBack.run();
        }
    }

    private record Key(UUID bot, JsonObject engine) {}

    private record Shared(BotCallGuard guard, int holders) {}
}
