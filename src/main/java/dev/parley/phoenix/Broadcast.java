package dev.parley.phoenix;

/**
 * A message with join_ref and ref null, the same bytes for every receiver of one topic text and one serializer.
 * Encoded once per wire form when first sent; use it on one event loop only.
 */
public final class Broadcast {
    private final String topic;
    private final String event;
    private final Payload payload;

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
}
