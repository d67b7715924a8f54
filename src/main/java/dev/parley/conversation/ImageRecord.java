package dev.parley.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored image; its bytes are a file of the media package.
 *
 * @param type the media type found in the bytes
 * @param size in bytes, as stored
 * @param width in pixels, null when the header could not be read
 * @param height in pixels, null when the header could not be read
 */
public record ImageRecord(
        UUID id,
        UUID session,
        String type,
        long size,
        @Nullable Integer width,
        @Nullable Integer height,
        Instant createdAt) {}
