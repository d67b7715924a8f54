package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** Somebody in a conversation, as clients are told. */
record Participant(String id, String name, String firstName, String lastName, Type type) {
    /** What a nameless customer is called. */
    static final String NAMELESS = "Customer";

    enum Type {
        CUSTOMER("Customer"),
        BOT("Bot"),
        AGENT("Agent");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** The customer, who keeps both names as long as nobody calls it otherwise. */
    static Participant customer(String id, String name, Attributes attributes) {
        return name.equals(attributes.displayName())
                ? new Participant(id, name, attributes.text("firstName"), attributes.text("lastName"), Type.CUSTOMER)
                : new Participant(id, name, name, "", Type.CUSTOMER);
    }

    /** Whoever wrote an event; what the server itself says is the bot's. */
    static Participant of(Author author, String customerId, Attributes attributes) {
        return switch (author.type()) {
            case PERSON -> customer(customerId, Objects.requireNonNullElse(author.name(), NAMELESS), attributes);
            case AGENT -> agent(Objects.requireNonNullElse(author.name(), "Agent"));
            case BOT, SYSTEM -> bot(Objects.requireNonNullElse(author.name(), "Bot"));
        };
    }

    static Participant bot(String name) {
        return new Participant("bot", name, name, "", Type.BOT);
    }

    private static Participant agent(String name) {
        return new Participant("agent-" + name, name, name, "", Type.AGENT);
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("firstName", firstName)
                .put("lastName", lastName)
                .put("type", type.word());
    }
}
