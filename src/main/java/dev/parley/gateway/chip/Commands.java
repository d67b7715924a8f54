package dev.parley.gateway.chip;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Person;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.EngineCalls;
import dev.parley.gateway.GatewayContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does what clients ask. A command that cannot be done ends in silence, as the protocol has no errors; any event loop. */
final class Commands {
    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final ChipBots bots;
    private final Conversations conversations;
    private final Contacts contacts;
    private final HistoryPages history;
    private final Confirmations confirmations;
    private final EngineCalls engines;

    Commands(
            GatewayContext context,
            ChipBots bots,
            Contacts contacts,
            HistoryPages history,
            Confirmations confirmations) {
        this.bots = bots;
        this.contacts = contacts;
        this.history = history;
        this.confirmations = confirmations;
        vertx = context.vertx();
        conversations = context.conversations();
        engines = context.engines();
    }

    /** Whether a bot can be spoken to here. */
    boolean reaches(UUID bot) {
        return bots.find(bot).isPresent();
    }

    /** Does a command of a socket; the future completes when the next one may come, and never fails. */
    Future<Void> handle(Command command, Visit visit) {
        return bots.find(visit.bot())
                .map(bot -> command.accept(new Handling(bot, visit)).otherwiseEmpty())
                .orElseGet(Future::succeededFuture);
    }

    /** One command on its way. All but the first need a chat. */
    private final class Handling implements Command.Visitor<Future<Void>> {
        private final ChipBot chipBot;
        private final Bot bot;
        private final Visit visit;
        private final @Nullable Chat chat;

        Handling(ChipBot chipBot, Visit visit) {
            this.chipBot = chipBot;
            this.bot = chipBot.bot();
            this.visit = visit;
            this.chat = visit.chat();
        }

        @Override
        public Future<Void> start(Command.Start start) {
            if (chat != null) {
                return Future.succeededFuture();
            }
            Optional<String> chatId = Optional.ofNullable(start.chatId()).flatMap(ChatId::read);
            Future<Optional<Person>> known = chatId.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : contacts.find(bot, chipBot.entry(), chatId.get());
            return known.compose(person -> person.isPresent() ? resume(person.get(), chatId.orElseThrow()) : begin());
        }

        private Future<Void> resume(Person person, String chatId) {
            visit.reply(new JsonObject()
                    .put("type", "chat_resumed")
                    .put("chat_id", chatId)
                    .put("email", person.name() == null ? "" : person.name()));
            visit.enter(new Contact(person.id(), bot.id(), chatId));
            return Future.succeededFuture();
        }

        /** A chat that the other side does not take never was. */
        private Future<Void> begin() {
            return contacts.make(bot, chipBot.entry())
                    .compose(contact -> contacts.begin(visit.quota(), bot, contact.person())
                            .compose(session -> engines.opened(bot, session))
                            .onSuccess(taken -> {
                                visit.reply(new JsonObject()
                                        .put("type", "chat_started")
                                        .put("chat_id", contact.chatId()));
                                visit.enter(contact);
                            })
                            .recover(failure -> conversations
                                    .erasePerson(contact.person())
                                    .transform(erased -> Future.failedFuture(failure))));
        }

        /**
         * Stores what the person says. When it says too much in too short a time the command takes as long as it has to,
         * up to a limit: there is no way to refuse it, and the client shows it as said.
         */
        @Override
        public Future<Void> send(Command.Send send) {
            if (chat == null) {
                return Future.succeededFuture();
            }
            Draft said = Draft.of(Author.PERSON, new Body.Text(send.text()));
            Contact contact = chat.contact();
            Future<UUID> session = chat.open().map(Future::succeededFuture).orElseGet(() -> open(contact));
            return session.compose(open -> append(open, said)).recover(failure -> {
                Refusal refusal = failure instanceof RefusedException refused ? refused.refusal() : Refusal.UNAVAILABLE;
                if (refusal == Refusal.SESSION_CLOSED || refusal == Refusal.UNKNOWN_SESSION) {
                    return open(contact).compose(open -> append(open, said));
                }
                long wait = refusal == Refusal.RATE_LIMITED
                        ? ((RefusedException) failure).retryAfter().orElse(0L)
                        : 0;
                return wait == 0 || wait > PATIENCE_SECONDS
                        ? Future.failedFuture(failure)
                        : vertx.timer(wait, TimeUnit.SECONDS)
                                .compose(over -> open(contact))
                                .compose(open -> append(open, said));
            });
        }

        private Future<UUID> open(Contact contact) {
            return contacts.open(bot, contact.person()).map(Session::id);
        }

        private Future<Void> append(UUID session, Draft said) {
            return conversations
                    .append(new SessionRef(session, bot.id(), Contact.GATEWAY), List.of(said), visit.quota())
                    .mapEmpty();
        }

        @Override
        public Future<Void> ack(Command.Ack ack) {
            return chat == null ? Future.succeededFuture() : confirmations.confirm(ack.id(), bot, chat, visit);
        }

        @Override
        public Future<Void> history(Command.History asked) {
            return chat == null
                    ? Future.succeededFuture()
                    : history.before(chat.contact().person(), asked.before(), chipBot.entry())
                            .onSuccess(page -> visit.reply(
                                    new JsonObject().put("type", "history").put("history", page)))
                            .mapEmpty();
        }

        @Override
        public Future<Void> email(Command.Email email) {
            return chat == null
                    ? Future.succeededFuture()
                    : conversations
                            .rename(chat.contact().person(), email.email())
                            .mapEmpty();
        }
    }
}
