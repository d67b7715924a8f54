package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DocumentQueries;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a customer and of the chat as a whole, each a document of the person with the bot. Immutable.
 *
 * @param customer {@code name}, {@code email} and, flat, {@link #FIELD own fields}
 * @param properties of the chat, flat
 * @param seen by a user's id, when it saw the chat last, in seconds
 */
record Profile(JsonObject customer, JsonObject properties, JsonObject seen) {
    static final Profile EMPTY = new Profile(new JsonObject(), new JsonObject(), new JsonObject());

    /** Names of documents. */
    static final String CUSTOMER = "chatio.customer";

    static final String PROPERTIES = "chatio.properties";
    static final String SEEN = "chatio.seen";

    /** Of a thread, in a document of its session. */
    static final String THREAD_PROPERTIES = "chatio.thread_properties";

    private static final String NAME = "name";
    private static final String EMAIL = "email";

    /** What the names of a customer's own fields begin with in the document. */
    private static final String FIELD = "fields.";

    static Future<Profile> read(DocumentQueries documents, Customer customer) {
        Future<JsonObject> of = documents.document(customer.owner(), CUSTOMER);
        Future<JsonObject> properties = documents.document(customer.owner(), PROPERTIES);
        Future<JsonObject> seen = documents.document(customer.owner(), SEEN);
        return Future.all(of, properties, seen)
                .map(read -> new Profile(of.result(), properties.result(), seen.result()));
    }

    /** The profile after a document changed. */
    Profile after(String document, DataPatch patch) {
        return switch (document) {
            case CUSTOMER -> new Profile(merged(customer, patch), properties, seen);
            case PROPERTIES -> new Profile(customer, merged(properties, patch), seen);
            case SEEN -> new Profile(customer, properties, merged(seen, patch));
            default -> this;
        };
    }

    private static JsonObject merged(JsonObject before, DataPatch patch) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(before.getMap());
        merged.putAll(patch.set().getMap());
        merged.keySet().removeAll(patch.remove());
        return new JsonObject(merged);
    }

    /** What a client sent of a customer, as a change of the document; throws a {@link Fault} when it is something else. */
    static JsonObject change(JsonObject sent) {
        JsonObject change = new JsonObject();
        for (String name : new String[] {NAME, EMAIL}) {
            String text = Fields.label(sent, name);
            if (text != null) {
                change.put(name, text);
            }
        }
        Fields.object(sent, "fields").forEach(field -> change.put(FIELD + field.getKey(), field.getValue()));
        return change;
    }

    /** The customer as the author of what it says. */
    Author author() {
        String name = customer.getString(NAME);
        return name == null ? Author.PERSON : new Author(Author.Type.PERSON, name);
    }

    /** The customer's name, e-mail address and fields, those that are known. */
    JsonObject said() {
        return said(customer);
    }

    static JsonObject said(JsonObject document) {
        JsonObject said = new JsonObject();
        JsonObject fields = new JsonObject();
        document.forEach(member -> {
            if (member.getKey().startsWith(FIELD)) {
                fields.put(member.getKey().substring(FIELD.length()), member.getValue());
            } else {
                said.put(member.getKey(), member.getValue());
            }
        });
        return said.put("fields", fields);
    }
}
