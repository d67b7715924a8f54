package dev.parley.gateway.gws;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.KeyedQueue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be done with the chats of one event loop. A chat is its session: state, participants and entries are read
 * from the log, the cursor is what the session knows as seen. All that is kept here is how far a few transcripts were
 * read, so as not to begin at their start each time; forgetting it costs a longer read.
 */
final class Chats {
    private static final Logger LOG = LoggerFactory.getLogger(Chats.class);
    private static final int REMEMBERED = 10_000;

    private final Conversations conversations;
    private final Duration expiry;
    private final KeyedQueue turns = new KeyedQueue();
    private final Map<UUID, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * A transcript as far as it was read.
     *
     * @param told the last event of which the client was told, which the store may not have heard yet
     */
    private record Known(Transcript transcript, long told) {
        static final Known NOTHING = new Known(Transcript.EMPTY, 0);
    }

    Chats(Conversations conversations, Duration expiry) {
        this.conversations = conversations;
        this.expiry = expiry;
    }

    /** When a chat that is asked for now may be ended. Longer than promised, so that few requests must write it anew. */
    static Instant lease(Duration expiry) {
        return Instant.now().plus(expiry.multipliedBy(5).dividedBy(4));
    }

    /** A chat as it stands. */
    Future<JsonObject> chat(SessionRef target) {
        return turns.take(
                target.session(),
                () -> alive(target)
                        .compose(session -> new TranscriptReader(
                                        conversations, session.id(), entry -> false, image -> "")
                                .from(known(session.id()).transcript())
                                .map(read -> ChatJson.chat(session.id(), read.transcript()))));
    }

    /** Does what the customer asks for. */
    Future<JsonObject> act(SessionRef target, ChatRequests.Operation operation, JsonObject body) {
        return turns.take(
                target.session(),
                () -> alive(target).compose(session -> {
                    if (!session.open()) {
                        throw ChatFault.ended();
                    }
                    return customer(session.id()).compose(customer -> act(session, customer, operation, body));
                }));
    }

    private Future<JsonObject> act(
            Session session, Author customer, ChatRequests.Operation operation, JsonObject body) {
        SessionRef target = target(session);
        Future<?> done = switch (operation) {
            case SEND_MESSAGE ->
                conversations.append(target, Draft.of(customer, new Body.Text(ChatRequests.text(body))));
            case START_TYPING -> conversations.typing(session, customer, true);
            case STOP_TYPING -> conversations.typing(session, customer, false);
            case COMPLETE ->
                conversations
                        .close(target, customer)
                        .compose(closed ->
                                closed.duplicate() ? Future.failedFuture(ChatFault.ended()) : Future.succeededFuture());
        };
        return done.map(acted -> ChatJson.ok());
    }

    /**
     * Tells what the client does not know, or everything from an index on. The cursor moves when the answer was given,
     * and the chat's next request waits for that: an answer nobody was there to take is given again. A chat that is
     * there is always answered, with nothing while the store cannot be read: shipped clients never ask again after a
     * refusal.
     *
     * @param give hands the answer to the client; false when it has gone
     */
    Future<Void> messages(
            SessionRef target,
            OptionalLong index,
            Function<Body.Image, String> imageUrl,
            Function<JsonObject, Future<Boolean>> give) {
        UUID chat = target.session();
        return turns.take(
                chat,
                () -> alive(target)
                        .compose(session -> read(session, index, imageUrl))
                        .recover(Chats::nothingUnlessRefused)
                        .compose(read -> give.apply(ChatJson.messages(read.entries()))
                                .compose(given ->
                                        given ? told(target, read, index.isEmpty()) : Future.succeededFuture())));
    }

    private Future<TranscriptReader.Read> read(
            Session session, OptionalLong index, Function<Body.Image, String> imageUrl) {
        Known known = known(session.id());
        long cursor = Math.max(session.seen(), known.told());
        if (index.isEmpty()) {
            if (cursor >= session.lastSeq()) {
                return Future.succeededFuture(new TranscriptReader.Read(List.of(), known.transcript()));
            }
            Transcript start = known.transcript().seq() <= cursor ? known.transcript() : Transcript.EMPTY;
            return new TranscriptReader(conversations, session.id(), entry -> entry.seq() > cursor, imageUrl)
                    .from(start);
        }
        long first = index.getAsLong();
        Transcript start = known.transcript().index() < first ? known.transcript() : Transcript.EMPTY;
        return new TranscriptReader(conversations, session.id(), entry -> entry.index() >= first, imageUrl).from(start);
    }

    private static Future<TranscriptReader.Read> nothingUnlessRefused(Throwable failure) {
        if (failure instanceof ChatFault) {
            return Future.failedFuture(failure);
        }
        LOG.debug("A transcript cannot be read now: {}", failure.toString());
        return Future.succeededFuture(new TranscriptReader.Read(List.of(), Transcript.EMPTY));
    }

    /** Notes what the client knows now. That it cannot be stored is no reason to refuse what was answered already. */
    private Future<Void> told(SessionRef target, TranscriptReader.Read read, boolean inOrder) {
        boolean empty = read.entries().isEmpty();
        if (empty && !inOrder) {
            return Future.succeededFuture();
        }
        Transcript transcript = read.transcript();
        known.merge(
                target.session(),
                new Known(transcript, transcript.seq()),
                (before, now) -> now.told() > before.told() ? now : before);
        return empty
                ? Future.succeededFuture()
                : conversations.seen(target, transcript.seq()).otherwiseEmpty();
    }

    /** Ends a chat of which nobody asked for too long, unless somebody did meanwhile. */
    Future<Void> expire(Session lapsed) {
        SessionRef target = target(lapsed);
        return turns.take(
                lapsed.id(),
                () -> conversations.session(target).compose(found -> {
                    boolean silent = found.filter(session -> hasLapsed(session)).isPresent();
                    return silent
                            ? customer(lapsed.id())
                                    .compose(customer -> conversations.close(target, customer))
                                    .mapEmpty()
                            : Future.succeededFuture();
                }));
    }

    private static boolean hasLapsed(Session session) {
        Instant lapsesAt = session.lapsesAt();
        return session.open() && lapsesAt != null && !lapsesAt.isAfter(Instant.now());
    }

    void forget(UUID chat) {
        known.remove(chat);
    }

    private Known known(UUID chat) {
        return known.getOrDefault(chat, Known.NOTHING);
    }

    /** The chat's session, which somebody asks for and so goes on. */
    private Future<Session> alive(SessionRef target) {
        return conversations
                .session(target)
                .map(found -> found.orElseThrow(ChatFault::unknownChat))
                .compose(session -> {
                    Instant lapsesAt = session.lapsesAt();
                    return lapsesAt == null || lapsesAt.isAfter(Instant.now().plus(expiry))
                            ? Future.succeededFuture(session)
                            // A lease that cannot be written now is written with one of the next requests.
                            : conversations
                                    .prolong(target, lease(expiry))
                                    .transform(tried -> Future.succeededFuture(session));
                });
    }

    private Future<Author> customer(UUID chat) {
        String nickname = known(chat).transcript().customer();
        return nickname == null
                ? conversations
                        .after(chat, 0, 1)
                        .map(first ->
                                first.isEmpty() ? Author.PERSON : first.get(0).author())
                : Future.succeededFuture(new Author(Author.Type.PERSON, nickname));
    }

    private static SessionRef target(Session session) {
        return new SessionRef(session.id(), session.bot(), GwsGateway.NAME);
    }
}
