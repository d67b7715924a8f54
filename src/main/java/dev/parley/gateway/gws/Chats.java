package dev.parley.gateway.gws;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Lease;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * What can be done with the chats of one event loop. A chat is its session: state, participants and entries are read
 * from the log.
 */
final class Chats {
    private final LiveChats chats;
    private final Conversations conversations;

    Chats(LiveChats chats) {
        this.chats = chats;
        this.conversations = chats.conversations();
    }

    /** A chat as it stands. */
    Future<JsonObject> show(SessionRef chat) {
        return chats.inTurn(
                chat.session(),
                () -> chats.session(chat)
                        .compose(session -> TranscriptReader.read(
                                chats.log(), session.id(), transcript(session.id()), entry -> false, image -> ""))
                        .map(read -> Rendering.chat(chat.session(), read.transcript())));
    }

    /** Does what the customer asks for. */
    Future<JsonObject> act(SessionRef chat, ChatRequests.Operation operation, JsonObject body) {
        return chats.inTurn(
                chat.session(),
                () -> chats.session(chat).compose(session -> {
                    if (!session.open()) {
                        throw Fault.ended();
                    }
                    return customer(session.id()).compose(customer -> act(session, customer, operation, body));
                }));
    }

    private Future<JsonObject> act(
            Session session, Author customer, ChatRequests.Operation operation, JsonObject body) {
        SessionRef chat = ChatRef.of(session);
        Future<?> done = switch (operation) {
            case SEND_MESSAGE -> conversations.append(chat, Draft.of(customer, new Body.Text(ChatRequests.text(body))));
            case START_TYPING -> conversations.typing(session, customer, true);
            case STOP_TYPING -> conversations.typing(session, customer, false);
            case COMPLETE ->
                conversations
                        .close(chat, customer)
                        .compose(closed ->
                                closed.duplicate() ? Future.failedFuture(Fault.ended()) : Future.succeededFuture());
        };
        return done.map(acted -> Rendering.ok());
    }

    /** Ends a chat of which nobody asked for too long, unless somebody did meanwhile. */
    Future<Void> expire(Session lapsed) {
        SessionRef chat = ChatRef.of(lapsed);
        return chats.inTurn(
                lapsed.id(),
                () -> chats.log()
                        .session(chat)
                        .compose(found -> found.filter(Lease::hasLapsed)
                                .map(silent ->
                                        customer(lapsed.id()).compose(customer -> conversations.close(chat, customer)))
                                .map(Future::<Void>mapEmpty)
                                .orElse(Future.succeededFuture())));
    }

    private Transcript transcript(UUID chat) {
        return chats.known().of(chat).transcript();
    }

    private Future<Author> customer(UUID chat) {
        String nickname = transcript(chat).customer();
        return nickname == null
                ? chats.log()
                        .after(chat, 0, PageLimit.of(1))
                        .map(first -> first.events().isEmpty()
                                ? Author.PERSON
                                : first.events().get(0).author())
                : Future.succeededFuture(new Author(Author.Type.PERSON, nickname));
    }
}
