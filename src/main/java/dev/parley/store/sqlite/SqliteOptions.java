package dev.parley.store.sqlite;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;

/**
 * Where and how the store works.
 *
 * @param file the database file; it is made with its directory when it does not exist
 * @param clock where the times of events come from
 * @param pageCache bytes the writer may keep of the file in memory
 * @param maxPages pages (of 4 KiB) the file may have, 0 for no limit
 * @param readers connections that read, each with its thread
 */
public record SqliteOptions(Path file, InstantSource clock, long pageCache, long maxPages, int readers) {
    /** The usual: the system's clock, 64 MiB, no limit, two readers. */
    public static SqliteOptions of(Path file) {
        return new SqliteOptions(file, Clock.systemUTC(), 64L << 20, 0, 2);
    }

    public SqliteOptions withClock(InstantSource other) {
        return new SqliteOptions(file, other, pageCache, maxPages, readers);
    }

    public SqliteOptions withMaxPages(long pages) {
        return new SqliteOptions(file, clock, pageCache, pages, readers);
    }
}
