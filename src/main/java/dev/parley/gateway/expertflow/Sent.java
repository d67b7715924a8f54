package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Sanitizer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a customer sends. Whom it says it is from is not looked at. */
sealed interface Sent {
    /** Something is said: a text, attachments, or both. */
    record Said(String text, List<Body.File> attachments, String tag) implements Sent {
        /** The message as events of a log, one commit. */
        List<Draft> drafts(Author customer) {
            List<Body> bodies = new ArrayList<>(1 + attachments.size());
            if (!text.isEmpty()) {
                bodies.add(new Body.Text(text));
            }
            bodies.addAll(attachments);
            List<Draft> drafts = new ArrayList<>(bodies.size());
            bodies.forEach(body -> drafts.add(Draft.of(customer, body)));
            JsonObject note = Message.note(bodies.size(), tag);
            drafts.set(0, note.isEmpty() ? drafts.get(0) : drafts.get(0).noted(note));
            return drafts;
        }
    }

    /** The customer types. */
    record Typing() implements Sent {}

    /** Attachments of one message; more is a slip or an attack. */
    int MOST_ATTACHMENTS = 20;

    /** Kinds other producers of messages are known to write; what they say is said. */
    Set<String> SAYING = Set.of("ChatMessage", "BotMessage", "ContactMessage", "LocationMessage");

    int LONGEST_URL = 8_192;
    int LONGEST_NAME = 1_000;

    /** Reads a payload; throws {@link Fault} with what is wrong. */
    static Sent read(JsonObject payload) {
        String kind = kind(payload);
        if (kind.equals("ActivityMessage")) {
            if ("typing".equals(payload.getValue("activityType"))) {
                return new Typing();
            }
            throw Fault.invalid("Of activities customers send typing alone");
        }
        if (!SAYING.contains(kind)) {
            throw Fault.invalid("type is neither ChatMessage nor ActivityMessage");
        }
        String text = Sanitizer.text(text(payload, "text"));
        List<Body.File> attachments = attachments(payload.getValue("attachments"));
        if (text.isBlank() && attachments.isEmpty()) {
            throw Fault.invalid("A message needs a text or an attachment");
        }
        return new Said(text.isBlank() ? "" : text, attachments, text(payload, "tag"));
    }

    private static String kind(JsonObject payload) {
        String kind = text(payload, "type");
        return kind.isEmpty() ? text(payload, "messageType") : kind;
    }

    private static List<Body.File> attachments(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw Fault.invalid("attachments is not a list");
        }
        if (array.size() > MOST_ATTACHMENTS) {
            throw Fault.invalid("A message may have " + MOST_ATTACHMENTS + " attachments");
        }
        List<Body.File> attachments = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof JsonObject attachment)) {
                throw Fault.invalid("attachments/" + i + " is not an object");
            }
            attachments.add(attachment(attachment));
        }
        return List.copyOf(attachments);
    }

    private static Body.File attachment(JsonObject attachment) {
        String url = address("contentUrl", text(attachment, "contentUrl"));
        String thumbnail = text(attachment, "thumbnailUrl");
        return new Body.File(
                url,
                label(attachment, "name"),
                label(attachment, "type"),
                null,
                thumbnail.isEmpty() ? null : address("thumbnailUrl", thumbnail));
    }

    private static @Nullable String label(JsonObject attachment, String key) {
        String label = text(attachment, key);
        if (label.length() > LONGEST_NAME) {
            throw Fault.invalid(key + " has more than " + LONGEST_NAME + " characters");
        }
        return label.isEmpty() ? null : label;
    }

    // A file of the customer's own machine is nobody else's, and an address that is a script must not reach anybody.
    private static String address(String key, String text) {
        String scheme = text.substring(0, Math.max(0, text.indexOf(':'))).toLowerCase(Locale.ROOT);
        if (scheme.equals("data")) {
            return text;
        }
        try {
            if ((scheme.equals("http") || scheme.equals("https"))
                    && text.length() <= LONGEST_URL
                    && new URI(text).getHost() != null) {
                return text;
            }
        } catch (URISyntaxException notAnAddress) {
            throw Fault.invalid(key + " is not an address");
        }
        throw Fault.invalid(key + " is not an http, https or data address");
    }

    private static String text(JsonObject object, String key) {
        Object value = object.getValue(key);
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        throw Fault.invalid(key + " is not a text");
    }
}
