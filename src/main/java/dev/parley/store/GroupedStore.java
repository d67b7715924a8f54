package dev.parley.store;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.Draft;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Place;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.websocket.VertxInternals;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all stores do alike: every write goes through one thread, which decides, writes in groups over a {@link Database}
 * and remembers the rows of the sessions used last. What is read is each store's own affair.
 */
public abstract class GroupedStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(GroupedStore.class);
    private static final long ROWS_WEIGHT = 16L << 20;

    private final Vertx vertx;
    private final Database database;
    private final SessionRowCache rows = new SessionRowCache(ROWS_WEIGHT);
    private final SessionCommands log;
    private final GroupCommitWriter writer;
    private final WriteQueue writing;
    private final Promise<Void> ended = Promise.promise();

    /**
     * @param clock where the times of events come from
     * @param troubles where failures of the writer are told
     */
    protected GroupedStore(Vertx vertx, Database database, InstantSource clock, WriteFailures troubles) {
        this.vertx = vertx;
        this.database = database;
        log = new SessionCommands(database, clock);
        writer = new GroupCommitWriter(database, rows, new Memory(rows, log), troubles, this::end);
        writing = new WriteQueue(vertx, writer, database, log, clock);
    }

    /** The way to the writer, for the parts of the store. */
    protected final WriteQueue writing() {
        return writing;
    }

    /** Takes up the erasures that were begun before, and writes from now on. Blocks. */
    protected final void startWriting() throws SQLException {
        List<Write<?>> begun = new ArrayList<>();
        for (long session : database.begunSessions()) {
            begun.add(new SessionErasure(context(), database, session));
        }
        for (long bot : database.begunBots()) {
            begun.add(new BotErasure(context(), database, bot));
        }
        for (long person : database.persons().begun()) {
            begun.add(new PersonErasure(context(), database, person));
        }
        writer.start(begun);
    }

    /** Ends what only this kind of store has; on the writer's thread, when everything is committed. Blocks. */
    protected abstract void closeRest() throws SQLException;

    /** Reads a session that is not among those remembered. */
    protected abstract Future<Optional<Session>> readSession(UUID id);

    /** Reads the last seqs of those of these sessions that exist. */
    protected abstract Future<Map<UUID, Long>> readTips(List<UUID> sessions);

    /** Whether what is remembered may be told: false while somebody else could be writing. */
    protected boolean trustsMemory() {
        return true;
    }

    /** The caller's context, on which it is answered. */
    protected final Context context() {
        return vertx.getOrCreateContext();
    }

    @Override
    public final void onCommit(Handler<List<Notification>> listener) {
        writer.listener(listener);
    }

    @Override
    public final Future<Void> putBot(BotRecord bot) {
        return writing.encoded(needs -> {}, () -> {
            String manifest = bot.manifest().encode();
            return transaction -> {
                database.putBot(bot, manifest);
                return null;
            };
        });
    }

    @Override
    public final Future<List<UUID>> eraseBot(UUID bot) {
        return writing.erase(new BotErasure(context(), database, bot));
    }

    @Override
    public final Future<Appended> open(NewSession session) {
        Consumer<PrefetchRequest> needs = announced -> {
            announced.session(session.id());
            UUID person = session.person();
            if (person != null) {
                announced.person(person);
            }
        };
        return writing.encoded(needs, () -> {
            List<Entry> first = Entry.of(session.first());
            MergedData data = MergedData.of(session.data());
            return transaction -> log.open(transaction, session, data, first);
        });
    }

    @Override
    public final Future<Optional<Session>> session(SessionRef target) {
        SessionRow row = peek(target.session());
        Future<Optional<Session>> session =
                row == null ? readSession(target.session()) : Future.succeededFuture(Optional.of(row.session()));
        return session.map(found -> found.filter(target::covers));
    }

    @Override
    public final Future<Appended> append(SessionRef target, List<Draft> parts, int maxData) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("nothing to append");
        }
        return writing.encoded(announce(target, parts), () -> {
            List<Entry> entries = Entry.of(parts);
            return transaction -> log.append(transaction, target, entries, maxData);
        });
    }

    @Override
    public final Future<Appended> close(SessionRef target, Author author) {
        Entry entry = Entry.of(Draft.of(author, new Body.Closed()));
        return writing.write(announce(target), transaction -> log.close(transaction, target, entry));
    }

    @Override
    public final Future<Appended> takeOver(SessionRef target, Author agent) {
        if (agent.type() != Author.Type.AGENT || agent.name() == null) {
            throw new IllegalArgumentException("no named agent: " + agent);
        }
        Entry entering = Entry.of(Draft.of(agent, new Body.Joined()));
        return writing.write(announce(target), transaction -> log.takeOver(transaction, target, entering));
    }

    @Override
    public final Future<Appended> handBack(SessionRef target) {
        return writing.write(announce(target), transaction -> log.handBack(transaction, target));
    }

    @Override
    public final Future<Session> seen(SessionRef target, long seq) {
        return writing.write(announce(target), transaction -> log.seen(transaction, target, seq));
    }

    @Override
    public final Future<Void> heard(Map<UUID, Long> seqs) {
        Map<UUID, Long> copy = Map.copyOf(seqs);
        return writing.write(needs -> copy.keySet().forEach(needs::session), transaction -> {
            log.heard(transaction, copy);
            return null;
        });
    }

    @Override
    public final Future<Void> prolong(SessionRef target, Instant lapsesAt) {
        return writing.write(announce(target), transaction -> {
            log.prolong(transaction, target, lapsesAt);
            return null;
        });
    }

    @Override
    public final Future<Optional<List<UUID>>> erase(SessionRef target) {
        return writing.erase(new SessionErasure(context(), database, target));
    }

    @Override
    public final Future<Map<UUID, Long>> tips(Collection<UUID> sessions) {
        Map<UUID, Long> tips = new HashMap<>();
        List<UUID> others = new ArrayList<>();
        for (UUID session : sessions) {
            SessionRow row = peek(session);
            if (row == null) {
                others.add(session);
            } else {
                tips.put(session, row.session().lastSeq());
            }
        }
        if (others.isEmpty()) {
            return Future.succeededFuture(tips);
        }
        return readTips(others).map(read -> {
            tips.putAll(read);
            return tips;
        });
    }

    @Override
    public final Future<Optional<Appended>> settle(DeliveryOutcome outcome, int maxData) {
        List<Draft> says = outcome.answered().says();
        return writing.encoded(announce(new SessionRef(outcome.session(), null, null), says), () -> {
            List<Entry> answers = Entry.of(says);
            Entry last = lastWord(outcome.answered()).map(Entry::of).orElse(null);
            return transaction -> log.settle(transaction, outcome, answers, last, maxData);
        });
    }

    /** What the engine does behind its answers, by whoever answered. */
    private static Optional<Draft> lastWord(DeliveryOutcome.Answered answered) {
        Author author = answered.says().stream()
                .map(Draft::author)
                .filter(answering -> answering.type() == Author.Type.BOT)
                .findFirst()
                .orElse(new Author(Author.Type.BOT, null));
        return switch (answered.then()) {
            case GO_ON -> Optional.empty();
            case HAND_OFF -> Optional.of(Draft.of(author, new Body.HandedOff()));
            case NO_AGENT -> Optional.of(Draft.of(author, new Body.NoAgent()));
            case CLOSE -> Optional.of(Draft.of(author, new Body.Closed()));
        };
    }

    @Override
    public final Future<List<Place>> replay(UUID bot, Collection<Place> places) {
        List<Place> copy = List.copyOf(places);
        return writing.write(
                needs -> copy.forEach(place -> needs.session(place.session())),
                transaction -> log.replay(transaction, bot, copy));
    }

    @Override
    public final Future<Void> addImage(SessionRef target, ImageRecord image) {
        return writing.write(announce(target), transaction -> {
            log.addImage(transaction, target, image);
            return null;
        });
    }

    @Override
    public final Future<Void> ready() {
        return writing.write(transaction -> {
            database.probe();
            return null;
        });
    }

    @Override
    public final Future<Void> close() {
        writer.close(Write.once(context(), needs -> {}, transaction -> null));
        Promise<Void> told = VertxInternals.promise(vertx);
        ended.future().onComplete(told);
        return told.future();
    }

    private void end() {
        try {
            closeRest();
            ended.tryComplete();
        } catch (SQLException e) {
            LOG.error("The store did not close: {}", e.getMessage());
            ended.tryFail(e);
        }
    }

    private @Nullable SessionRow peek(UUID session) {
        return trustsMemory() ? rows.peek(session) : null;
    }

    private static Consumer<PrefetchRequest> announce(SessionRef target) {
        return needs -> needs.session(target.session());
    }

    private static Consumer<PrefetchRequest> announce(SessionRef target, List<Draft> drafts) {
        return needs -> {
            needs.session(target.session());
            for (Draft draft : drafts) {
                String clientId = draft.clientId();
                if (clientId != null) {
                    needs.written(target.session(), draft.author().type(), clientId);
                }
            }
        };
    }
}
