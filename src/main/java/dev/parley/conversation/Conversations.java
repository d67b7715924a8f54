package dev.parley.conversation;

import dev.parley.bot.Bot;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one gate for writing: what persons, bots, humans and the server say and do goes through here into the store, so the
 * rules that hold for all of them ({@link WritingRules}) and how a session begins ({@link SessionOpening}) stand in one
 * place. Reading is done by {@link LogQueries} and its neighbours.
 *
 * <pre>
 *   gateways, engines, REST --> Conversations --> Store: one commit --> Fanout: "the log grew"
 *                                    |                                  "typing", "seen": told, not stored
 *                                    +--> RateLimits, Sanitizer, Limits
 * </pre>
 *
 * <p>Callable from any context; futures complete on the caller's. Refusals are {@link RefusedException}s.
 */
public final class Conversations {
    private final Store store;
    private final Fanout fanout;
    private final ImageFiles images;
    private final Limits limits;
    private final RateLimits rates;
    private final WritingRules rules;
    private final SessionOpening opening;
    private final MessageParts messages;

    /**
     * @param engineJoins whether a bot's engine enters its sessions when they begin
     */
    public Conversations(
            Store store,
            Fanout fanout,
            ImageFiles images,
            Limits limits,
            Predicate<Bot> engineJoins,
            RateLimits rates,
            Metrics metrics) {
        this.store = store;
        this.fanout = fanout;
        this.images = images;
        this.limits = limits;
        this.rates = rates;
        rules = new WritingRules(store, limits, rates, metrics);
        opening = new SessionOpening(store, rules, limits, rates, engineJoins, metrics);
        messages = new MessageParts(store);
    }

    /** Somebody who comes from an address, for as long as the connection lives. */
    public ClientQuota quota(String address) {
        return rates.quota(address);
    }

    /**
     * Opens a session; its log begins with who enters, the engine's {@code joined} and what the person says, all or
     * nothing. No events come back when the id is used already. Refused: {@code TOO_LONG}, {@code RATE_LIMITED}.
     *
     * @param quota who opens it; null when nobody outside asked for it
     */
    public Future<Appended> open(Bot bot, NewConversation wanted, @Nullable ClientQuota quota) {
        return opening.open(bot, wanted, quota);
    }

    /**
     * Opens a session that waits for the person: its log is empty, and no engine is told before {@link #begin}. Refused:
     * {@code TOO_LONG}, {@code RATE_LIMITED}.
     */
    public Future<Session> prepare(Bot bot, NewConversation wanted, ClientQuota quota) {
        return opening.prepare(bot, wanted, quota).map(Appended::session);
    }

    /**
     * Begins a session that was prepared, with the person who enters and the engine's {@code joined}; false when it has
     * begun already, as then nothing is written. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}.
     */
    public Future<Boolean> begin(SessionRef target, Bot bot, Author enters) {
        return opening.begin(target, bot, enters).map(begun -> !begun.duplicate());
    }

    /**
     * Appends what somebody says, in one part or several, all in one commit or none; data in it is merged into the
     * session's as well. When the first part was stored already under its client id, the whole is a repeat, which is never
     * refused: nothing is written, and the event of the first time comes back. Refused: {@code UNKNOWN_SESSION},
     * {@code SESSION_CLOSED}, {@code TOO_LONG}, {@code TAKEN_OVER} for a target that holds only while the engine attends to
     * the session, and {@code RATE_LIMITED} when a person says too much; all parts count as one message.
     *
     * @param parts at least one
     * @param quota the connection it came over; null when that is not known or not limited
     */
    public Future<Appended> append(SessionRef target, List<Draft> parts, @Nullable ClientQuota quota) {
        return rules.append(target, parts, quota);
    }

    /**
     * Appends an image of this session, or, when the image is unknown or another's, what was claimed to be one. Refused as
     * {@link #append}.
     */
    public Future<Appended> appendImage(
            @Nullable ClientQuota quota, SessionRef target, UUID image, String claimed, Draft draft) {
        return messages.image(target.session(), image)
                .map(found -> found.<Body>map(known -> known).orElseGet(() -> new Body.InvalidImage(claimed)))
                .compose(body -> append(
                        target,
                        List.of(new Draft(draft.id(), draft.author(), body, draft.cause(), draft.clientId())),
                        quota));
    }

    /**
     * Appends what a message says, each part an event of its own, in order; what became of the first part. Refused: as
     * {@link #append}, and {@code INVALID_IMAGE} when the image is not one of the session.
     */
    public Future<Appended> say(SessionRef target, Author author, Message message) {
        return parts(target.session(), author, List.of(message), null).compose(parts -> {
            boolean imageFound = parts.stream().anyMatch(part -> part.body() instanceof Body.Image);
            return message.image() != null && !imageFound
                    ? Future.failedFuture(new RefusedException(Refusal.INVALID_IMAGE, "not an image of this session"))
                    : append(target, parts, null);
        });
    }

    /**
     * What these messages say as events, in order, to be written with a {@linkplain #settle delivery's outcome}. An image
     * that is not one of this session's is left out.
     *
     * @param cause what messages answer that do not say it themselves
     */
    public Future<List<Draft>> parts(UUID session, Author author, List<Message> said, @Nullable Long cause) {
        return messages.of(session, author, said, cause);
    }

    /**
     * Commits a delivery's outcome: the engine's new position with everything it answered. Empty when it came too late:
     * another position or epoch stands there, or the session is gone. In a closed session the position moves and the
     * answers are dropped. Refused, and nothing is committed: {@code TOO_LONG}.
     */
    public Future<Optional<Appended>> settle(DeliveryOutcome outcome) {
        return rules.settle(outcome);
    }

    /** Merges data, top level. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}, {@code TOO_LONG}. */
    public Future<Appended> merge(SessionRef target, Author author, JsonObject data) {
        return merge(target, author, new DataPatch(data, Set.of()));
    }

    /** Merges data, top level, and takes keys away. Refused as the other. */
    public Future<Appended> merge(SessionRef target, Author author, DataPatch patch) {
        return rules.appendFree(target, Draft.of(author, new Body.DataMerged(patch.set(), patch.remove())));
    }

    /**
     * Somebody began or stopped typing: told, and in a session that records typing written to its log first. Refused
     * there: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}.
     */
    public Future<Void> typing(Session session, Author author, boolean on) {
        SessionRef target = new SessionRef(session.id(), session.bot(), null);
        Future<?> recorded = session.recordTyping()
                ? rules.appendFree(target, Draft.of(author, new Body.Typing(on)))
                : Future.succeededFuture();
        return recorded.onSuccess(done -> tell(new Notification.Typing(session.id(), session.bot(), author, on)))
                .mapEmpty();
    }

    /** Records an image of a session. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}. */
    public Future<Void> addImage(SessionRef target, ImageRecord image) {
        return store.addImage(target, image);
    }

    /** Notes up to which seq the person has seen the log, and tells it. Refused: {@code UNKNOWN_SESSION}. */
    public Future<Void> seen(SessionRef target, long seq) {
        return store.seen(target, seq)
                .onSuccess(session -> tell(new Notification.Seen(session.id(), session.bot(), session.seen())))
                .mapEmpty();
    }

    /** Notes up to which seq the clients of these sessions have been told; never lowers it. */
    public Future<Void> heard(Map<UUID, Long> seqs) {
        return store.heard(seqs);
    }

    /** Lets a session lapse later, never earlier; one that never lapses or is closed stays as it is. */
    public Future<Void> prolong(SessionRef target, Instant lapsesAt) {
        return store.prolong(target, lapsesAt.truncatedTo(ChronoUnit.MICROS));
    }

    /** Ends a conversation; the log stays. */
    public Future<Appended> close(SessionRef target, Author author) {
        return store.close(target, author);
    }

    /**
     * Lets a human attend to the session instead of the engine. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED},
     * {@code TAKEN_OVER} when another human has it.
     */
    public Future<Appended> takeOver(SessionRef target, String agent) {
        return store.takeOver(target, agentAuthor(agent));
    }

    /** Gives the session back to its engine. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}. */
    public Future<Appended> handBack(SessionRef target) {
        return store.handBack(target);
    }

    /** Has events that were given up delivered after all, as {@link LogCommands#replay}. */
    public Future<List<Place>> replay(UUID bot, Collection<Place> places) {
        return store.replay(bot, places);
    }

    /** Erases a session with its images; false when it was unknown. */
    public Future<Boolean> erase(SessionRef target) {
        return deletingImages(store.erase(target));
    }

    /** The person with this identity, made when there is none yet. */
    public Future<Person> person(Identity identity, @Nullable String name) {
        Identity clean =
                new Identity(identity.gateway(), Sanitizer.text(identity.scope()), Sanitizer.text(identity.key()));
        return store.people().obtain(clean, Sanitizer.nullable(name));
    }

    /** Gives a person a name; false when there is no such person. */
    public Future<Boolean> rename(UUID person, String name) {
        return store.people().rename(person, Sanitizer.text(name));
    }

    /** Erases a person with all its sessions and their images; false when it was unknown. */
    public Future<Boolean> erasePerson(UUID person) {
        return deletingImages(store.people().erase(person));
    }

    private Future<Boolean> deletingImages(Future<Optional<List<UUID>>> erasing) {
        return erasing.compose(erased -> images.delete(erased.orElse(List.of())).map(erased.isPresent()));
    }

    /**
     * Changes a document beside the log, top level; nothing when its owner is unknown. Refused: {@code TOO_LONG} when it
     * would be larger than a session's data may be.
     *
     * @param change the writer's name for the change, with which it is told
     */
    public Future<Optional<JsonObject>> change(DocumentQueries.Owner owner, String name, DataPatch patch, UUID change) {
        return WritingRules.refusing(
                () -> store.documents().change(owner, name, rules.clean(patch), limits.maxData(), change));
    }

    /** A secret of this server's own, the same ever after. */
    public Future<String> secret(String name) {
        return store.documents().secret(name);
    }

    /** Tells what is not stored, such as typing. */
    public void tell(Notification notification) {
        fanout.publish(List.of(notification));
    }

    /** The author of what a bot says. */
    public static Author botAuthor(Bot bot) {
        return new Author(Author.Type.BOT, bot.manifest().name());
    }

    /** The author of what a human on the bot's side says. */
    public static Author agentAuthor(String name) {
        return new Author(Author.Type.AGENT, Sanitizer.text(name));
    }

    public Future<Session> open(ClientQuota quota, Bot bot, String gateway, JsonObject data) {
        return open(bot, NewConversation.of(gateway, data), quota).map(Appended::session);
    }

    public Future<Session> open(ClientQuota quota, Bot bot, NewConversation opening) {
        return open(bot, opening, quota).map(Appended::session);
    }

    public Future<Session> open(ClientQuota quota, Bot bot, NewConversation opening, UUID id, @Nullable UUID person) {
        return open(bot, opening.named(id, person), quota).map(Appended::session);
    }

    public Future<Session> open(Bot bot, String gateway, JsonObject data) {
        return open(bot, NewConversation.of(gateway, data), null).map(Appended::session);
    }

    public Future<Session> open(Bot bot, NewConversation opening) {
        return open(bot, opening, null).map(Appended::session);
    }

    public Future<Session> open(Bot bot, NewConversation opening, UUID id, @Nullable UUID person) {
        return open(bot, opening.named(id, person), null).map(Appended::session);
    }

    public Future<Appended> begin(ClientQuota quota, Bot bot, NewConversation opening, UUID id, UUID person) {
        return open(bot, opening.named(id, person), quota);
    }

    public Future<Session> prepare(
            ClientQuota quota, Bot bot, NewConversation opening, UUID id, @Nullable UUID person) {
        return prepare(bot, opening.named(id, person), quota);
    }

    public Future<Appended> append(SessionRef target, Draft draft) {
        return append(target, List.of(draft), null);
    }

    public Future<Appended> append(@Nullable ClientQuota quota, SessionRef target, Draft draft) {
        return append(target, List.of(draft), quota);
    }

    public Future<Appended> append(SessionRef target, List<Draft> drafts) {
        return append(target, drafts, null);
    }

    public Future<Appended> append(ClientQuota quota, SessionRef target, List<Draft> drafts) {
        return append(target, drafts, quota);
    }

    public Undeliverables undeliverables() {
        return store.undeliverables();
    }

    public Future<List<Session>> lapsed(String gateway, Instant at, int limit) {
        return store.lapsed(gateway, at, limit);
    }

    public Future<List<Session>> sessions(UUID bot, Optional<UUID> after, int limit) {
        return store.sessions(bot, after, limit);
    }

    public Future<Optional<Person>> person(UUID id) {
        return store.people().person(id);
    }

    public Future<Optional<Person>> find(Identity identity) {
        return store.people().find(identity);
    }

    public Future<List<Identity>> identities(UUID person) {
        return store.people().identities(person);
    }

    public Future<Optional<Session>> session(SessionRef target) {
        return store.session(target);
    }

    public Future<List<Event>> after(UUID session, long seq, int limit) {
        return store.after(session, seq, limit);
    }
}
