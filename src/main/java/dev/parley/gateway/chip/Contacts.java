package dev.parley.gateway.chip;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.ClientQuota;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Identity;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.Person;
import dev.parley.conversation.PersonQueries;
import dev.parley.conversation.Session;
import dev.parley.feed.LogReader;
import dev.parley.gateway.DerivedId;
import dev.parley.gateway.GatewayContext;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The visitors and their sessions. A visitor is a person of an organisation, whatever bot the chat began on, and has one
 * open session with each bot it speaks to; when that was closed, the next thing said opens another. Any context.
 */
final class Contacts {
    private final Conversations conversations;
    private final PersonQueries persons;
    private final LogReader reader;
    private final ChatId ids = new ChatId();

    Contacts(GatewayContext context) {
        conversations = context.conversations();
        persons = context.persons();
        reader = context.feed().reader();
    }

    /** The visitor a chat id names in a bot's organisation. */
    Future<Optional<Person>> find(Bot bot, ChipEntry entry, String chatId) {
        return persons.find(identity(bot, entry, chatId));
    }

    /** A new visitor. */
    Future<Contact> make(Bot bot, ChipEntry entry) {
        String chatId = ids.next();
        return conversations
                .person(identity(bot, entry, chatId), null)
                .map(person -> new Contact(person.id(), bot.id(), chatId));
    }

    private static Identity identity(Bot bot, ChipEntry entry, String chatId) {
        String org = entry.org() == null ? bot.id().toString() : entry.org();
        return new Identity(Contact.GATEWAY, org, chatId);
    }

    /** The sessions of a visitor with a bot, oldest first. */
    Future<List<Session>> sessions(UUID person, UUID bot) {
        return reader.threads(person, bot, Contact.GATEWAY);
    }

    /** The first session of a new visitor. Refused: {@code RATE_LIMITED}. */
    Future<Session> begin(ClientQuota quota, Bot bot, UUID person) {
        UUID id = DerivedId.of("", person, bot.id(), bot.id());
        return open(bot, id, person, quota);
    }

    /** The session in which something can be said; opened when there is none. */
    Future<Session> open(Bot bot, UUID person) {
        return sessions(person, bot.id()).compose(sessions -> {
            Session last = sessions.isEmpty() ? null : sessions.get(sessions.size() - 1);
            return last != null && last.open() ? Future.succeededFuture(last) : begin(bot, person, last);
        });
    }

    // Whoever opens a session at the same moment comes to the same id, so there is one.
    private Future<Session> begin(Bot bot, UUID person, @Nullable Session last) {
        UUID id = DerivedId.of("", person, bot.id(), last == null ? bot.id() : last.id());
        return open(bot, id, person, null);
    }

    private Future<Session> open(Bot bot, UUID id, UUID person, @Nullable ClientQuota quota) {
        NewConversation opening =
                NewConversation.of(Contact.GATEWAY, new JsonObject()).named(id, person);
        return conversations.open(bot, opening, quota).map(Appended::session);
    }
}
