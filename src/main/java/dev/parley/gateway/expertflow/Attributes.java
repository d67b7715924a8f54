package dev.parley.gateway.expertflow;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a conversation's customer: a session's data, which the bot may have changed.
 *
 * @param data never changed here
 */
record Attributes(JsonObject data) {
    private static final Pattern MAILBOX = Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\]+@[^\\s@<>,;:\"()\\[\\]\\\\]+");

    /** A text; empty when there is none. */
    String text(String name) {
        return data.getValue(name) instanceof String text ? text : "";
    }

    String channel() {
        return text("channel");
    }

    /** The customer's account on the channel: what was said to be it, else the phone, else the mail address. */
    String refId() {
        for (String name : new String[] {"refId", "phone", "email"}) {
            if (!text(name).isEmpty()) {
                return text(name);
            }
        }
        return "";
    }

    /** The first and last name, as far as they are known. */
    String displayName() {
        return (text("firstName") + " " + text("lastName")).strip();
    }

    /** Where mail reaches the customer: one address and nothing that could be more. */
    Optional<String> mailbox() {
        return Optional.of(text("email")).filter(email -> MAILBOX.matcher(email).matches());
    }
}
