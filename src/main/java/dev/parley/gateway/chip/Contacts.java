package dev.parley.gateway.chip;

import dev.parley.bot.Bot;
import dev.parley.conversation.ClientQuota;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Identity;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import dev.parley.feed.LogReader;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    private final LogReader reader;
    private final ChatId ids = new ChatId();

    Contacts(Conversations conversations, LogReader reader) {
        this.conversations = conversations;
        this.reader = reader;
    }

    /** The visitor a chat id names in a bot's organisation. */
    Future<Optional<Person>> find(Bot bot, ChipEntry entry, String chatId) {
        return conversations.find(identity(bot, entry, chatId));
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
        UUID id = derived(person, bot.id(), bot.id());
        return conversations.open(quota, bot, NewConversation.of(Contact.GATEWAY, new JsonObject()), id, person);
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
        UUID id = derived(person, bot.id(), last == null ? bot.id() : last.id());
        return conversations.open(bot, NewConversation.of(Contact.GATEWAY, new JsonObject()), id, person);
    }

    private static UUID derived(UUID... from) {
        ByteBuffer bytes = ByteBuffer.allocate(from.length * 2 * Long.BYTES);
        for (UUID id : from) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
            long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
            long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
