package dev.parley.store;

import dev.parley.conversation.RefusedException;
import io.vertx.core.Context;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something to be written, in one transaction with its neighbours in the queue. When such a transaction fails, its
 * writes run again in smaller ones, so {@link #run} may not change anything but the transaction.
 */
abstract class Write<T> {
    /** A write that is done with one run. */
    interface Action<T> {
        @Nullable
        T run(Transaction transaction) throws SQLException;
    }

    private final Reply<T> reply;
    private @Nullable Throwable refusal;
    private @Nullable T result;

    Write(Context context) {
        reply = new Reply<>(context);
    }

    static <T> Write<T> once(Context context, Consumer<PrefetchRequest> needs, Action<T> action) {
        return new Write<>(context) {
            @Override
            void announce(PrefetchRequest announced) {
                needs.accept(announced);
            }

            @Override
            @Nullable
            T run(Transaction transaction) throws SQLException {
                return action.run(transaction);
            }
        };
    }

    /** Says what {@link #run} will look at, as far as that is known. */
    void announce(PrefetchRequest needs) {}

    /** Writes, or refuses with a {@link RefusedException} before anything was written. */
    abstract @Nullable T run(Transaction transaction) throws SQLException;

    /** Told after the commit; false asks for another run in a later transaction before the caller is answered. */
    boolean finished() {
        return true;
    }

    /** Whether what it deleted should vanish from the write-ahead log too. */
    boolean leavesTraces() {
        return false;
    }

    /** Whether a failure ends it; otherwise it runs again later, and only its caller is told of the failure. */
    boolean givesUp() {
        return true;
    }

    final void apply(Transaction transaction) throws SQLException {
        refusal = null;
        try {
            result = run(transaction);
        } catch (RefusedException e) {
            refusal = e;
        }
    }

    /** The reply after the commit. */
    final Reply<T> committed() {
        if (refusal == null) {
            reply.succeed(result);
        } else {
            reply.fail(refusal);
        }
        return reply;
    }

    final Reply<T> failed(Throwable why) {
        reply.fail(why);
        return reply;
    }

    final Reply<T> reply() {
        return reply;
    }
}
