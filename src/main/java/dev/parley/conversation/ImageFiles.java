package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.UUID;

/** Where the bytes of images are kept. */
public interface ImageFiles {
    /** Deletes the files of these images; unknown ids are fine. */
    Future<Void> delete(Collection<UUID> images);
}
