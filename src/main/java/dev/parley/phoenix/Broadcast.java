package dev.parley.phoenix;

import org.jspecify.annotations.Nullable;

/**
 * A message with join_ref and ref null, the same bytes for every receiver of one topic text and one serializer.
 * Encoded once per wire form when first sent; use it on one event loop only.
 */
public final class Broadcast {
    private final String topic;
    private final String event;
    private final Payload payload;
    private @Nullable Frame v1;
    private @Nullable Frame v2;

    public Broadcast(String topic, String event, Payload payload) {
        this.topic = topic;
        this.event = event;
        this.payload = payload;
    }

    public String topic() {
        return topic;
    }

    public String event() {
        return event;
    }

    public Payload payload() {
        return payload;
    }

    /**
     * Clients take nothing but an object, or bytes, as a push.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static void requireObject(Payload payload) {
        if (!payload.isPushable()) {
            throw new IllegalArgumentException("a push must carry an object");
        }
    }

    /**
     * The message in one wire form.
     *
     * @throws IllegalArgumentException if the payload is no object, or has no form there
     */
    Frame frame(Serializer serializer) {
        Frame frame = serializer instanceof V1Serializer ? v1 : v2;
        if (frame == null) {
            requireObject(payload);
            frame = serializer.broadcast(topic, event, payload);
            if (serializer instanceof V1Serializer) {
                v1 = frame;
            } else {
                v2 = frame;
            }
        }
        return frame;
    }
}
