package dev.parley.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who speaks in sessions. */
public record Person(UUID id, @Nullable String name, Instant createdAt) {}
