package dev.parley.phoenix;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who listens to which topic on one event loop. A broadcast is delivered here at once, and handed to the other loops. */
final class Topics {
    private final Broadcasts broadcasts;
    private final String source = UUID.randomUUID().toString();
    private final Map<String, Set<Subscriber>> subscribers = new HashMap<>();

    /** Listens to one topic. */
    interface Subscriber {
        void receive(Broadcast message);
    }

    Topics(Broadcasts broadcasts) {
        this.broadcasts = broadcasts;
    }

    void subscribe(String topic, Subscriber subscriber) {
        subscribers.computeIfAbsent(topic, key -> new LinkedHashSet<>(2)).add(subscriber);
    }

    void unsubscribe(String topic, Subscriber subscriber) {
        Set<Subscriber> members = subscribers.get(topic);
        if (members != null && members.remove(subscriber) && members.isEmpty()) {
            subscribers.remove(topic);
        }
    }

    /**
     * Sends a message to all who listen to a topic.
     *
     * @param except who does not get it, null for nobody
     */
    void broadcast(String topic, String event, Payload payload, @Nullable Subscriber except) {
        Broadcast.requireObject(payload);
        deliver(new Broadcast(topic, event, payload), except);
        broadcasts.publish(new PubSub.Published(source, topic, event, payload));
    }

    /** Takes a broadcast of another event loop. */
    void receive(PubSub.Published message) {
        if (!message.source().equals(source)) {
            deliver(new Broadcast(message.topic(), message.event(), message.payload()), null);
        }
    }

    private void deliver(Broadcast message, @Nullable Subscriber except) {
        for (Subscriber subscriber : List.copyOf(subscribers.getOrDefault(message.topic(), Set.of()))) {
            if (subscriber != except) {
                subscriber.receive(message);
            }
        }
    }
}
