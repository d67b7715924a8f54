package dev.parley.server;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.Store;
import dev.parley.http.Mount;
import dev.parley.store.sqlite.SqliteOptions;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a server stands on, and a place to put something else between: a clock that can be set back, a store that runs
 * full, a fan-out that forgets.
 *
 * @param options the options of a store in a file, from the usual ones
 * @param store the store as the server sees it
 * @param fanout the fan-out as the server sees it
 * @param routes the routes of every event loop
 */
public record ServerOverrides(
        UnaryOperator<SqliteOptions> options,
        UnaryOperator<Store> store,
        UnaryOperator<Fanout> fanout,
        UnaryOperator<List<Mount>> routes) {
    /** Everything as it is. */
    public static final ServerOverrides USUAL = new ServerOverrides(
            UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
}
