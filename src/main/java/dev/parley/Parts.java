package dev.parley;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.Store;
import dev.parley.store.sqlite.SqliteOptions;
import java.util.function.UnaryOperator;

/**
 * What a server stands on, and a place to put something else between: a clock that can be set back, a store that runs
 * full, a fan-out that forgets.
 *
 * @param options the options of a store in a file, from the usual ones
 * @param store the store as the server sees it
 * @param fanout the fan-out as the server sees it
 */
record Parts(UnaryOperator<SqliteOptions> options, UnaryOperator<Store> store, UnaryOperator<Fanout> fanout) {
    /** Everything as it is. */
    static final Parts USUAL = new Parts(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
}
