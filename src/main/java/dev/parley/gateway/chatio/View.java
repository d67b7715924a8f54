package dev.parley.gateway.chatio;

import dev.parley.conversation.Session;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat as it is shown to its customer at one moment: whole objects, lists never missing, as clients go through them.
 *
 * @param botName how the bot signs
 * @param newest the state of the newest thread
 */
record View(Customer customer, String chat, String botName, Profile profile, ThreadState newest) {
    /** The same with the newest thread in another state. */
    View at(ThreadState state) {
        return new View(customer, chat, botName, profile, state);
    }

    /** The chat with one of its threads, as clients are pushed it. */
    JsonObject withThread(Session thread, List<JsonObject> events, JsonObject threadProperties) {
        return bare().put("thread", thread(thread, newest, events, threadProperties));
    }

    /** The chat without threads. */
    JsonObject bare() {
        return new JsonObject()
                .put("id", chat)
                .put("users", users())
                .put("properties", Properties.shown(profile.properties()))
                .put("scopes", new JsonObject());
    }

    /**
     * A thread.
     *
     * @param state where its log stands
     * @param properties flat
     */
    JsonObject thread(Session thread, ThreadState state, List<JsonObject> events, JsonObject properties) {
        JsonArray users = new JsonArray().add(customer.id()).add(Ids.botUser(customer.bot()));
        state.agents().forEach(agent -> users.add(Ids.agent(customer.bot(), agent)));
        return new JsonObject()
                .put("id", thread.id().toString())
                .put("active", thread.open())
                .put("order", Ids.threadOrder(thread.createdAt()))
                .put("user_ids", users)
                .put("events", new JsonArray(new ArrayList<>(events)))
                .put("properties", Properties.shown(properties));
    }

    JsonArray users() {
        JsonArray users = new JsonArray()
                .add(user())
                .add(Rendering.agent(Ids.botUser(customer.bot()), botName, true, seen(Ids.botUser(customer.bot()))));
        newest.agents()
                .forEach(agent -> users.add(
                        Rendering.human(customer.bot(), agent, newest.present().contains(agent))));
        return users;
    }

    /** The customer as a user. */
    JsonObject user() {
        return profile.said()
                .put("id", customer.id())
                .put("type", "customer")
                .put("present", true)
                .put("last_seen_timestamp", seen(customer.id()));
    }

    private @Nullable Long seen(String user) {
        return profile.seen().getLong(user);
    }
}
