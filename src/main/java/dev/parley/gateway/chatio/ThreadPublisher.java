package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.gateway.chatio.Publication.Told;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a thread's log what clients are told, and what a call is answered whose words it comes to. A function and
 * nothing else: it keeps nothing, sends nothing and knows nobody, so that what clients see is decided here alone and can be
 * tried without a server.
 *
 * <pre>
 *   what was told  +  the next event  +  what the pending call waits for
 *                          |
 *                          v
 *   what is told then, pushes, what the call still waits for, what it is answered
 * </pre>
 *
 * <p>How clients take it decides the order. Of all that happens they hear in the order of the log. The client that did it is
 * answered with the one push that has its request's id, the others get the same push without. Who types is told when
 * everything that was said is told, as clients show it behind the last message; and it is taken back before a message of the
 * bot's side, since that does not end it for them.
 *
 * @param chat the chat's id
 * @param clock when somebody began to type
 */
record ThreadPublisher(Rendering rendering, Customer customer, String chat, InstantSource clock) {
    /** How many of the first events of a log belong to how the thread begins: who enters, and what the customer said at once. */
    static int beginning(List<Event> events) {
        int begun = 0;
        while (begun < events.size() && begins(events.get(begun))) {
            begun++;
        }
        return begun;
    }

    private static boolean begins(Event event) {
        return switch (event.body().kind()) {
            case JOINED -> true;
            case CLOSED, UNKNOWN -> false;
            case TEXT, IMAGE, INVALID_IMAGE, FILE, WITHHELD, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING ->
                event.author().type() == Author.Type.PERSON;
        };
    }

    /**
     * A thread begins, be it with what the pending call says, be it with what others did before its words.
     *
     * @param begun the first events of its log
     */
    Publication opened(PublisherState before, View view, Session thread, List<Event> begun, @Nullable Awaited call) {
        boolean own = call != null && call.opensBare(thread.id());
        Awaited rest = call;
        ThreadState log = ThreadState.EMPTY;
        List<JsonObject> shown = new ArrayList<>();
        for (Event event : begun) {
            log = log.after(event);
            JsonObject json = shown(event, log.order());
            if (Rendering.isShown(event)) {
                shown.add(json);
            }
            if (rest != null && rest.has(event)) {
                rest = rest.seen(event, json);
                own |= rest.isComplete();
            }
        }
        JsonObject properties = rest != null && own ? rest.properties() : new JsonObject();
        JsonObject whole = view.at(log).withThread(thread, shown, properties);
        Push push = new Push("incoming_chat_thread", new JsonObject().put("chat", whole));
        Written written = rest != null && own ? new Written(thread, whole, rest.shown(), push) : null;
        return new Publication(before.told(log), List.of(new Told(push, own)), rest, written);
    }

    /** The next event of a thread that clients know. */
    Publication next(PublisherState before, View view, Session thread, Event event, @Nullable Awaited call) {
        ThreadState log = before.log().after(event);
        PublisherState now = before.told(log);
        List<Told> told = new ArrayList<>(2);
        if (isHuman(event) && isNew(event, before.log())) {
            told.add(toAll(users(List.of(name(event)), List.of())));
        }
        return switch (event.body().kind()) {
            case TEXT, IMAGE, FILE -> said(now, told, view, thread, event, call);
            case DATA_MERGED ->
                Rendering.isShown(event)
                        ? said(now, told, view, thread, event, call)
                        : pressed(now, told, view, thread, event, call);
            case LEFT -> left(now, told, event, call);
            case CLOSED -> closed(now, told, thread, event, call);
            case INVALID_IMAGE, WITHHELD, JOINED, HANDED_OFF, NO_AGENT, TYPING, UNKNOWN ->
                new Publication(now, told, call, null);
        };
    }

    /** Somebody who is there already, or who is just going, does not come. */
    private static boolean isNew(Event event, ThreadState before) {
        Body.Kind kind = event.body().kind();
        return kind != Body.Kind.LEFT
                && kind != Body.Kind.CLOSED
                && !before.present().contains(name(event));
    }

    private Publication said(
            PublisherState now, List<Told> told, View view, Session thread, Event event, @Nullable Awaited call) {
        JsonObject shown = rendering.event(event, now.log().order(), customer);
        PublisherState then = now;
        if (event.author().type() != Author.Type.PERSON) {
            then = showTyping(now.typing(event.author(), false), told);
        }
        return words(then, told, view, thread, new Shown(event, shown, incoming(thread, shown)), call);
    }

    private Publication pressed(
            PublisherState now, List<Told> told, View view, Session thread, Event event, @Nullable Awaited call) {
        JsonObject pressed = Rendering.postback(event);
        return pressed == null
                ? new Publication(now, told, call, null)
                : words(now, told, view, thread, new Shown(event, pressed, pressed(thread, pressed)), call);
    }

    /** An event as it is shown, and what says so. */
    private record Shown(Event event, JsonObject json, Push push) {}

    private Publication words(
            PublisherState now, List<Told> told, View view, Session thread, Shown shown, @Nullable Awaited call) {
        boolean own = call != null && call.has(shown.event());
        told.add(new Told(shown.push(), own));
        if (call == null || !own) {
            return new Publication(now, told, call, null);
        }
        Awaited rest = call.seen(shown.event(), shown.json());
        Written written = rest.isComplete() ? written(view.at(now.log()), thread, rest.shown(), shown.push()) : null;
        return new Publication(now, told, rest, written);
    }

    private Publication left(PublisherState now, List<Told> told, Event event, @Nullable Awaited call) {
        if (isHuman(event)) {
            told.add(toAll(users(List.of(), List.of(Ids.agent(customer.bot(), name(event))))));
        }
        return new Publication(now, told, call, null);
    }

    private Publication closed(
            PublisherState now, List<Told> told, Session thread, Event event, @Nullable Awaited call) {
        PublisherState then = showTyping(now.typing(event.author(), false), told);
        JsonObject payload = in(thread);
        Author.Type by = event.author().type();
        if (by == Author.Type.PERSON || by == Author.Type.AGENT) {
            payload.put("user_id", Rendering.author(event.author(), customer));
        }
        Push push = new Push("thread_closed", payload);
        boolean own = call != null && call.closes() && by == Author.Type.PERSON;
        told.add(new Told(push, own));
        return new Publication(then, told, call, own ? new Written(thread, new JsonObject(), List.of(), push) : null);
    }

    /** Everything that was said is told: now, and not before, clients are told who types. */
    Publication caughtUp(PublisherState before) {
        List<Told> told = new ArrayList<>(0);
        return new Publication(showTyping(before, told), told, null, null);
    }

    private PublisherState showTyping(PublisherState state, List<Told> told) {
        Author shown = state.shown();
        Author now = state.typist();
        if (shown != null && !shown.equals(now)) {
            told.add(toAll(indicator(shown, false)));
        }
        if (now != null && !now.equals(shown)) {
            told.add(toAll(indicator(now, true)));
        }
        return state.shownTyping();
    }

    /** What is answered to a call that wrote nothing to a thread that is there already. */
    Written nothingNew(View view, Session thread) {
        return written(view, thread, List.of(), incoming(thread, new JsonObject()));
    }

    /** What is answered to a call whose event was written and told before. */
    Written repeated(View view, Session thread, Event event, long order) {
        JsonObject pressed = Rendering.postback(event);
        JsonObject shown = shown(event, order);
        return written(
                view, thread, List.of(shown), pressed == null ? incoming(thread, shown) : pressed(thread, pressed));
    }

    private static Written written(View view, Session thread, List<JsonObject> events, Push push) {
        return new Written(thread, view.withThread(thread, events, new JsonObject()), events, push);
    }

    private JsonObject shown(Event event, long order) {
        JsonObject pressed = Rendering.postback(event);
        return pressed == null ? rendering.event(event, order, customer) : pressed;
    }

    private JsonObject in(Session thread) {
        return new JsonObject()
                .put("chat_id", chat)
                .put("thread_id", thread.id().toString());
    }

    private Push incoming(Session thread, JsonObject shown) {
        return new Push("incoming_event", in(thread).put("event", shown));
    }

    private Push pressed(Session thread, JsonObject pressed) {
        return new Push(
                "incoming_rich_message_postback",
                pressed.copy().mergeIn(in(thread)).put("user_id", customer.id()));
    }

    private Push users(List<String> joined, List<String> left) {
        JsonArray added = new JsonArray();
        joined.forEach(name -> added.add(Rendering.human(customer.bot(), name, true)));
        JsonObject updated = new JsonObject().put("added", added).put("removed_ids", new JsonArray(left));
        return new Push(
                "chat_users_updated", new JsonObject().put("chat_id", chat).put("updated_users", updated));
    }

    private Push indicator(Author author, boolean on) {
        JsonObject indicator = new JsonObject()
                .put("author_id", Rendering.author(author, customer))
                .put("timestamp", clock.instant().getEpochSecond())
                .put("is_typing", on);
        return new Push(
                "incoming_typing_indicator",
                new JsonObject().put("chat_id", chat).put("typing_indicator", indicator));
    }

    private static Told toAll(Push push) {
        return new Told(push, false);
    }

    private static boolean isHuman(Event event) {
        return event.author().type() == Author.Type.AGENT && event.author().name() != null;
    }

    private static String name(Event event) {
        return String.valueOf(event.author().name());
    }
}
