package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes pushes of what a chat's log has next, and answers of what a connection wrote there itself. */
final class ThreadPublisher {
    private final Chat chat;
    private final Customer customer;
    private final Rendering rendering;
    /** Who types, as clients were told; null when nobody does. */
    private @Nullable Author typing;
    /** Who types. */
    private @Nullable Author wanted;

    ThreadPublisher(Chat chat) {
        this.chat = chat;
        this.customer = chat.customer();
        this.rendering = chat.loop().rendering();
    }

    /** Whether an event belongs to how a thread begins: who enters, and what the customer said at once. */
    static boolean begins(Event event) {
        return event.body() instanceof Body.Joined
                || (event.author().type() == Author.Type.PERSON && !(event.body() instanceof Body.Closed));
    }

    /** A thread began, be it with what a call here said, be it with what others did before its words. */
    void opened(Session thread, List<Event> begun) {
        PendingCall ticket = chat.speaking().ticket();
        PendingCall own = chat.speaking().opensBare(thread.id()) ? ticket : null;
        List<JsonObject> shown = new ArrayList<>();
        for (Event event : begun) {
            ThreadState state = chat.advance(event);
            JsonObject pressed = Rendering.postback(event);
            JsonObject json = pressed == null ? rendering.event(event, state.order(), customer) : pressed;
            if (Rendering.isShown(event)) {
                shown.add(json);
            }
            if (ticket != null && ticket.awaits(event) && ticket.take(event, json)) {
                own = ticket;
            }
        }
        JsonObject properties = own == null ? new JsonObject() : chat.speaking().threadProperties();
        JsonObject whole = chat.view().withThread(thread, shown, properties);
        Push push = new Push("incoming_chat_thread", new JsonObject().put("chat", whole));
        List<JsonObject> said = own == null ? List.of() : own.events();
        answer(own, push, () -> new PendingCall.Written(thread, true, whole, said, push));
    }

    /** Tells others, and answers the call whose doing it is. */
    private void answer(@Nullable PendingCall own, Push push, Supplier<PendingCall.Written> written) {
        chat.push(push, own == null ? null : own.call().connection());
        if (own != null) {
            chat.speaking().settled(own);
            own.succeed(written.get());
        }
    }

    /** The next event of the thread. */
    void tell(Session thread, Event event) {
        boolean newHuman = isHuman(event) && !chat.state().present().contains(name(event.author()));
        ThreadState state = chat.advance(event);
        Body body = event.body();
        if (newHuman && !(body instanceof Body.Left) && !(body instanceof Body.Closed)) {
            chat.push(users(List.of(name(event.author())), List.of()), null);
        }
        JsonObject pressed = Rendering.postback(event);
        if (Rendering.isShown(event)) {
            JsonObject shown = rendering.event(event, state.order(), customer);
            if (event.author().type() != Author.Type.PERSON) {
                // Clients show who types until they are told otherwise, a message does not end it.
                typing(event.author(), false);
                showTyping();
            }
            said(thread, event, shown, incoming(thread, shown));
        } else if (pressed != null) {
            said(thread, event, pressed, pressed(thread, pressed));
        } else if (body instanceof Body.Left && isHuman(event)) {
            chat.push(users(List.of(), List.of(Ids.agent(customer.bot(), name(event.author())))), null);
        } else if (body instanceof Body.Closed) {
            closed(thread, event);
        }
    }

    private void said(Session thread, Event event, JsonObject shown, Push push) {
        PendingCall ticket = chat.speaking().ticket();
        if (ticket == null || !ticket.awaits(event)) {
            chat.push(push, null);
            return;
        }
        if (ticket.take(event, shown)) {
            answer(ticket, push, () -> written(thread, ticket.events(), push));
        } else {
            chat.push(push, ticket.call().connection());
        }
    }

    private PendingCall.Written written(Session thread, List<JsonObject> events, Push push) {
        JsonObject whole = chat.view().withThread(thread, events, new JsonObject());
        return new PendingCall.Written(thread, false, whole, events, push);
    }

    /** What is answered to a call that wrote nothing to a thread that is there already. */
    PendingCall.Written nothingNew(Session thread) {
        return written(thread, List.of(), incoming(thread, new JsonObject()));
    }

    /** What is answered to a call whose event was written and told before. */
    PendingCall.Written repeated(Session thread, Event event, long order) {
        JsonObject pressed = Rendering.postback(event);
        JsonObject shown = pressed == null ? rendering.event(event, order, customer) : pressed;
        Push push = pressed == null ? incoming(thread, shown) : pressed(thread, pressed);
        return written(thread, List.of(shown), push);
    }

    private void closed(Session thread, Event event) {
        showNobodyTyping();
        JsonObject payload = new JsonObject()
                .put("chat_id", chat.id())
                .put("thread_id", thread.id().toString());
        Author.Type by = event.author().type();
        if (by == Author.Type.PERSON || by == Author.Type.AGENT) {
            payload.put("user_id", Rendering.author(event.author(), customer));
        }
        Push push = new Push("thread_closed", payload);
        PendingCall ticket = chat.speaking().ticket();
        PendingCall own = ticket != null && ticket.closes() && by == Author.Type.PERSON ? ticket : null;
        answer(own, push, () -> new PendingCall.Written(thread, false, new JsonObject(), List.of(), push));
    }

    private Push incoming(Session thread, JsonObject shown) {
        return new Push(
                "incoming_event",
                new JsonObject()
                        .put("chat_id", chat.id())
                        .put("thread_id", thread.id().toString())
                        .put("event", shown));
    }

    private Push pressed(Session thread, JsonObject pressed) {
        return new Push(
                "incoming_rich_message_postback",
                pressed.copy()
                        .put("chat_id", chat.id())
                        .put("thread_id", thread.id().toString())
                        .put("user_id", customer.id()));
    }

    private Push users(List<String> joined, List<String> left) {
        JsonArray added = new JsonArray();
        joined.forEach(name -> added.add(Rendering.human(customer.bot(), name, true)));
        JsonObject updated = new JsonObject().put("added", added).put("removed_ids", new JsonArray(left));
        return new Push(
                "chat_users_updated", new JsonObject().put("chat_id", chat.id()).put("updated_users", updated));
    }

    private static boolean isHuman(Event event) {
        return event.author().type() == Author.Type.AGENT && event.author().name() != null;
    }

    private static String name(Author author) {
        return String.valueOf(author.name());
    }

    /** Notes who types; it is told by {@link #settle}. */
    void typing(Author author, boolean on) {
        wanted = on ? author : null;
    }

    /** Everything that was said is told: now, and not before, clients are told who types. */
    void settle() {
        if (chat.speaking().ticket() == null) {
            showTyping();
        }
    }

    /** Another thread begins. */
    void forgetTyping() {
        wanted = null;
        typing = null;
    }

    private void showNobodyTyping() {
        wanted = null;
        showTyping();
    }

    private void showTyping() {
        Author shown = typing;
        Author now = wanted;
        if (shown != null && !shown.equals(now)) {
            chat.push(indicator(shown, false), null);
        }
        if (now != null && !now.equals(shown)) {
            chat.push(indicator(now, true), null);
        }
        typing = now;
    }

    private Push indicator(Author author, boolean on) {
        JsonObject indicator = new JsonObject()
                .put("author_id", Rendering.author(author, customer))
                .put("timestamp", Instant.now().getEpochSecond())
                .put("is_typing", on);
        return new Push(
                "incoming_typing_indicator",
                new JsonObject().put("chat_id", chat.id()).put("typing_indicator", indicator));
    }
}
