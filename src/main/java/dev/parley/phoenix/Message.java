package dev.parley.phoenix;

import org.jspecify.annotations.Nullable;

/**
 * A message a client sent, in the words shared by all serializers. Refs, topic and event may be any JSON value; only
 * strings name a topic or an event, but whatever a client sent as ref or topic comes back unchanged.
 *
 * @param size of the frame in bytes, to bound what waits
 */
record Message(
        @Nullable Object joinRef,
        @Nullable Object ref,
        @Nullable Object topic,
        @Nullable Object event,
        Payload payload,
        int size) {}
