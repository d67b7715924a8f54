package dev.parley.delivery;

import dev.parley.bot.Bot;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Session;
import dev.parley.engine.Engine;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The engines one event loop has running, made when first needed and replaced when their bot changes. */
final class EngineSet {
    private final Bots bots;
    private final Function<Bot, Engine> create;
    private final Map<UUID, RunningEngine> running = new HashMap<>();

    EngineSet(Bots bots, Function<Bot, Engine> create) {
        this.bots = bots;
        this.create = create;
    }

    /** The engine of a bot; empty when there is no such bot. */
    Optional<RunningEngine> of(UUID bot) {
        RunningEngine present = running.get(bot);
        if (present != null) {
            return Optional.of(present);
        }
        Optional<RunningEngine> made = bots.get(bot).map(found -> new RunningEngine(found, create.apply(found)));
        made.ifPresent(engine -> running.put(bot, engine));
        return made;
    }

    /** Tells the engine of a session that the conversation has ended. */
    void closed(Session session) {
        of(session.bot()).ifPresent(running -> running.engine().closed(session));
    }

    /** Whether this is still the engine of its bot. */
    boolean has(RunningEngine asked) {
        RunningEngine now = running.get(asked.bot().id());
        return now != null && now.engine() == asked.engine();
    }

    /** Stops a bot's engine; the next delivery makes it anew from the manifest as it is then. */
    void changed(UUID bot) {
        RunningEngine old = running.remove(bot);
        if (old != null) {
            old.engine().stop();
        }
    }

    Future<Void> stop() {
        List<Future<Void>> stops =
                running.values().stream().map(engine -> engine.engine().stop()).toList();
        running.clear();
        return Future.join(stops).mapEmpty();
    }

    /** A bot with its engine. */
    record RunningEngine(Bot bot, Engine engine) {}
}
