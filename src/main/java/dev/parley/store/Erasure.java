package dev.parley.store;

import io.vertx.core.Context;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deletion in slices, so that what others write gets in between. The first slice hides everything and leaves a mark
 * in the file, by which a restart finds what is still to be deleted; the caller is answered after the last one.
 */
abstract class Erasure<T> extends Write<T> {
    /** Events one slice deletes. */
    static final int SLICE = 2_000;

    /** A session's own rows cost about as much as this many events. */
    static final int SESSION_COST = 5;

    private final List<UUID> images = new ArrayList<>();
    private List<UUID> sliceImages = List.of();
    private long key;
    private long sliceKey;
    private boolean sliceWasLast;

    /**
     * @param key what was begun before a restart, 0 to begin
     */
    Erasure(Context context, long key) {
        super(context);
        this.key = key;
    }

    /** Hides what is to be erased and marks it in the file; its key, 0 when there is no such thing. */
    abstract long begin(Transaction transaction) throws SQLException;

    /** Deletes a part of what was begun and adds the images that went; true when nothing is left, not even the mark. */
    abstract boolean slice(Transaction transaction, long key, List<UUID> images) throws SQLException;

    /** What the caller is told: the images that went, or null when there was nothing to erase. */
    abstract T answer(@Nullable List<UUID> images);

    @Override
    final @Nullable T run(Transaction transaction) throws SQLException {
        // What a slice did counts only once it is committed: it may run again.
        sliceImages = new ArrayList<>();
        sliceKey = key == 0 ? begin(transaction) : key;
        sliceWasLast = sliceKey == 0 || slice(transaction, sliceKey, sliceImages);
        if (!sliceWasLast) {
            return null;
        }
        if (sliceKey == 0) {
            return answer(null);
        }
        List<UUID> all = new ArrayList<>(images);
        all.addAll(sliceImages);
        return answer(List.copyOf(all));
    }

    @Override
    final boolean finished() {
        key = sliceKey;
        images.addAll(sliceImages);
        return sliceWasLast;
    }

    @Override
    final boolean leavesTraces() {
        return key != 0;
    }

    @Override
    final boolean givesUp() {
        return key == 0;
    }
}
