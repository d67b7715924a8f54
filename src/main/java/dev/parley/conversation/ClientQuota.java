package dev.parley.conversation;

import io.github.bucket4j.Bucket;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something: one connection of a client, or one request where there is none. Made by
 * {@link Conversations#quota}, kept as long as the connection, and used by the event loop that owns it.
 */
public final class ClientQuota {
    private final String address;
    private final Supplier<@Nullable Bucket> makesBucket;
    private @Nullable Bucket bucket;

    ClientQuota(String address, Supplier<@Nullable Bucket> makesBucket) {
        this.address = address;
        this.makesBucket = makesBucket;
    }

    /** The client's address, after trusted proxies. */
    String address() {
        return address;
    }

    /** What this connection may still send; null when that is not limited. Most connections only listen. */
    @Nullable
    Bucket bucket() {
        if (bucket == null) {
            bucket = makesBucket.get();
        }
        return bucket;
    }
}
