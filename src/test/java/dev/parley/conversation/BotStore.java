package dev.parley.conversation;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The part of a store that keeps bots, in memory; every other method fails. Its records survive a "restart". */
public final class BotStore {
    /** What is stored, by bot. */
    public final Map<UUID, BotRecord> records = new LinkedHashMap<>();

    /** The images an erased bot leaves behind. */
    public final List<UUID> orphans = new ArrayList<>();

    private boolean full;

    /** From now on nothing can be written, or again everything. */
    public void full(boolean now) {
        full = now;
    }

    /** The store itself. */
    public Store store() {
        return (Store) Proxy.newProxyInstance(
                BotStore.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "bots" -> Future.succeededFuture(List.copyOf(records.values()));
                    case "putBot" -> put((BotRecord) arguments[0]);
                    case "eraseBot" -> erase((UUID) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Future<Void> put(BotRecord bot) {
        if (full) {
            return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, "full"));
        }
        records.put(bot.id(), bot);
        return Future.succeededFuture();
    }

    private Future<List<UUID>> erase(UUID bot) {
        records.remove(bot);
        return Future.succeededFuture(List.copyOf(orphans));
    }
}
