package dev.parley.gateway.chip;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Person;
import dev.parley.conversation.Place;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.EngineCalls;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Does what clients ask. A command that cannot be done ends in silence, as the protocol has no errors; any event loop. */
final class Commands {
    private static final long PATIENCE_SECONDS = 10;

    private final ChipGateway gateway;
    private final Conversations conversations;
    private final Contacts contacts;
    private final EngineCalls desk;
    private final PendingConfirmations confirming = new PendingConfirmations();

    Commands(ChipGateway gateway, EngineCalls desk) {
        this.gateway = gateway;
        this.conversations = gateway.conversations();
        this.contacts = gateway.contacts();
        this.desk = desk;
    }

    /** What to do with a command of this socket; the future completes when the next one may come. */
    Function<Command, Future<Void>> of(ChipConnection connection) {
        return command -> handle(command, connection).otherwiseEmpty();
    }

    private Future<Void> handle(Command command, ChipConnection connection) {
        Optional<ChipBot> known = gateway.entry(connection.botId());
        if (known.isEmpty()) {
            return Future.succeededFuture();
        }
        Chat chat = connection.chat();
        if (command instanceof Command.Start start) {
            return chat == null ? start(start, known.get(), connection) : Future.succeededFuture();
        }
        if (chat == null) {
            return Future.succeededFuture();
        }
        if (command instanceof Command.Send send) {
            Draft said = Draft.of(Author.PERSON, new Body.Text(send.text()));
            return send(said, known.get().bot(), chat, connection);
        }
        if (command instanceof Command.Ack ack) {
            return confirm(ack.id(), known.get().bot(), chat, connection);
        }
        if (command instanceof Command.History history) {
            return gateway.history()
                    .before(
                            chat.contact().person(),
                            history.before(),
                            known.get().entry())
                    .onSuccess(page -> connection.reply(
                            new JsonObject().put("type", "history").put("history", page)))
                    .mapEmpty();
        }
        Command.Email email = (Command.Email) command;
        return conversations.rename(chat.contact().person(), email.email()).mapEmpty();
    }

    private Future<Void> start(Command.Start start, ChipBot bot, ChipConnection connection) {
        Optional<String> chatId = Optional.ofNullable(start.chatId()).flatMap(ChatId::read);
        Future<Optional<Person>> known = chatId.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : contacts.find(bot.bot(), bot.entry(), chatId.get());
        return known.compose(person -> person.isPresent()
                ? resume(person.get(), chatId.orElseThrow(), bot, connection)
                : begin(bot, connection));
    }

    private static Future<Void> resume(Person person, String chatId, ChipBot bot, ChipConnection connection) {
        connection.reply(new JsonObject()
                .put("type", "chat_resumed")
                .put("chat_id", chatId)
                .put("email", person.name() == null ? "" : person.name()));
        connection.enter(new Contact(person.id(), bot.bot().id(), chatId));
        return Future.succeededFuture();
    }

    /** A chat that the other side does not take never was. */
    private Future<Void> begin(ChipBot bot, ChipConnection connection) {
        return contacts.make(bot.bot(), bot.entry())
                .compose(contact -> contacts.begin(connection.quota(), bot.bot(), contact.person())
                        .compose(session -> desk.opened(bot.bot(), session))
                        .onSuccess(taken -> {
                            connection.reply(
                                    new JsonObject().put("type", "chat_started").put("chat_id", contact.chatId()));
                            connection.enter(contact);
                        })
                        .recover(failure -> conversations
                                .erasePerson(contact.person())
                                .transform(erased -> Future.failedFuture(failure))));
    }

    /**
     * Stores what the person says. When it says too much in too short a time the command takes as long as it has to, up to
     * a limit: there is no way to refuse it, and the client shows it as said.
     */
    private Future<Void> send(Draft said, Bot bot, Chat chat, ChipConnection connection) {
        return append(said, bot, chat, connection).recover(failure -> {
            Refusal refusal = failure instanceof RefusedException refused ? refused.refusal() : Refusal.UNAVAILABLE;
            if (refusal == Refusal.SESSION_CLOSED || refusal == Refusal.UNKNOWN_SESSION) {
                chat.open(null);
                return append(said, bot, chat, connection);
            }
            long wait = refusal == Refusal.RATE_LIMITED
                    ? ((RefusedException) failure).retryAfter().orElse(0L)
                    : 0;
            return wait == 0 || wait > PATIENCE_SECONDS
                    ? Future.failedFuture(failure)
                    : connection.loop().pause(wait * 1_000).compose(over -> append(said, bot, chat, connection));
        });
    }

    private Future<Void> append(Draft draft, Bot bot, Chat chat, ChipConnection connection) {
        UUID open = chat.open();
        Future<UUID> session = open != null
                ? Future.succeededFuture(open)
                : contacts.open(bot, chat.contact().person()).map(Session::id);
        return session.compose(id ->
                        conversations.append(connection.quota(), new SessionRef(id, bot.id(), ChipGateway.NAME), draft))
                .mapEmpty();
    }

    /**
     * The other side is told first; if it does not take it, the queue stays as it is. What is shown in several places is
     * confirmed by the first, and the others are not told on. An id that was never shown is told on and moves nothing.
     */
    private Future<Void> confirm(Object id, Bot bot, Chat chat, ChipConnection connection) {
        Message head = chat.head();
        if (head == null || !head.id().is(id)) {
            return connection.confirms(id) ? Future.succeededFuture() : report(id, bot, chat);
        }
        SessionRef target = new SessionRef(head.session(), bot.id(), ChipGateway.NAME);
        return confirming
                .once(new Place(head.session(), head.lastSeq()), () -> confirm(target, head))
                .onSuccess(done -> {
                    connection.confirms(head.id().number());
                    chat.confirmed(head.session(), head.lastSeq());
                });
    }

    private Future<Void> confirm(SessionRef target, Message head) {
        return conversations.session(target).compose(found -> {
            Session session = found.orElseThrow();
            String outside = head.id().outside();
            // The first confirmation may be known to the store and not yet here.
            return session.seen() >= head.lastSeq()
                    ? Future.succeededFuture()
                    : (outside == null ? Future.<Void>succeededFuture() : desk.receipt(session, outside))
                            .compose(told -> conversations.seen(target, head.lastSeq()));
        });
    }

    // Own numbers mean nothing to anybody else.
    private Future<Void> report(Object id, Bot bot, Chat chat) {
        if (id instanceof Long number && number >= MessageId.OWN) {
            return Future.succeededFuture();
        }
        UUID person = chat.contact().person();
        return contacts.sessions(person, bot.id())
                .compose(sessions -> sessions.isEmpty() ? contacts.open(bot, person) : last(sessions))
                .compose(session -> desk.receipt(session, id.toString()));
    }

    private static Future<Session> last(List<Session> sessions) {
        return Future.succeededFuture(sessions.get(sessions.size() - 1));
    }
}
