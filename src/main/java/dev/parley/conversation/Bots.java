package dev.parley.conversation;

import dev.parley.bot.Bot;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * The bots this server answers for. Reading is immediate and from any thread; changes are stored first, then told as
 * {@link Notification.BotChanged}.
 */
public interface Bots {
    /** A bot by id. */
    Optional<Bot> get(UUID id);

    /** All bots, oldest first: the same list until one of them changes. */
    Collection<Bot> all();

    /** True until all stored and filed bots are read: a join may be told to come again. */
    boolean starting();

    /** Makes or replaces a bot that is not owned by a file. */
    Future<Void> put(Bot bot);

    /** Removes a bot with all its sessions, images and deliveries; false when there was none. */
    Future<Boolean> remove(UUID id);
}
