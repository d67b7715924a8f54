package dev.parley.conversation;

import dev.parley.bot.Bot;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What gateways, engines and REST do with conversations. Everything said goes through here into the store, so the
 * rules that hold for all of them (limits, clean strings, how a session begins and what goes with it) stand here.
 *
 * <p>Callable from any context; futures complete on the caller's. Refusals are {@link RefusedException}s.
 */
public final class Conversations {
    /** What a member of a JSON object takes at least: {@code "":0,}. */
    private static final int MEMBER_BYTES = 5;

    private final Store store;
    private final Fanout fanout;
    private final ImageFiles images;
    private final Limits limits;
    private final Predicate<Bot> engineJoins;
    private final RateLimits rates;
    private final Metrics metrics;
    private final MessageParts drafts;

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
        this.engineJoins = engineJoins;
        this.rates = rates;
        this.metrics = metrics;
        this.drafts = new MessageParts(store, limits);
    }

    /** Somebody who comes from an address, for as long as the connection lives. */
    public ClientQuota quota(String address) {
        return rates.quota(address);
    }

    /** Opens a session for somebody. Refused: {@code TOO_LONG}, {@code RATE_LIMITED}. */
    public Future<Session> open(ClientQuota quota, Bot bot, String gateway, JsonObject data) {
        return open(quota, bot, NewConversation.of(gateway, data));
    }

    /** Opens a session for somebody. Refused: {@code TOO_LONG}, {@code RATE_LIMITED}. */
    public Future<Session> open(ClientQuota quota, Bot bot, NewConversation opening) {
        RateLimits.Permit permit = rates.opening(quota);
        return permit.granted() ? open(bot, opening) : limited(permit);
    }

    /** Opens a session for somebody, as {@link #open(Bot, Opening, UUID, UUID)} does. */
    public Future<Session> open(ClientQuota quota, Bot bot, NewConversation opening, UUID id, @Nullable UUID person) {
        RateLimits.Permit permit = rates.opening(quota);
        return permit.granted() ? open(bot, opening, id, person) : limited(permit);
    }

    /** Opens a session; its log begins with the engine's {@code joined}. Refused: {@code TOO_LONG}. */
    public Future<Session> open(Bot bot, String gateway, JsonObject data) {
        return open(bot, NewConversation.of(gateway, data));
    }

    /** Opens a session; its log begins with who enters and the engine's {@code joined}. Refused: {@code TOO_LONG}. */
    public Future<Session> open(Bot bot, NewConversation opening) {
        return open(bot, opening, UUID.randomUUID(), null);
    }

    /**
     * Opens a session under an id that only this conversation can have, so that whoever comes second finds it.
     *
     * @param person who will speak in it
     */
    public Future<Session> open(Bot bot, NewConversation opening, UUID id, @Nullable UUID person) {
        return begun(bot, opening, id, person, entering(opening, bot)).map(Appended::session);
    }

    /**
     * Opens a session for somebody with what the person says first, all or nothing; no events come back when somebody
     * else opened it at the same moment. Refused: {@code TOO_LONG}, {@code RATE_LIMITED}.
     *
     * @param id of a session only this conversation can have
     */
    public Future<Appended> begin(ClientQuota quota, Bot bot, NewConversation opening, UUID id, UUID person) {
        List<RateLimits.Permit> paid = new ArrayList<>();
        paid.add(rates.opening(quota));
        SessionRef target = new SessionRef(id, bot.id(), opening.gateway());
        for (int i = 0; i < opening.says().size() && last(paid).granted(); i++) {
            paid.add(rates.message(target, quota));
        }
        if (last(paid).granted()) {
            return begun(bot, opening, id, person, entering(opening, bot));
        }
        paid.forEach(RateLimits.Permit::giveBack);
        return limited(last(paid));
    }

    private static RateLimits.Permit last(List<RateLimits.Permit> paid) {
        return paid.get(paid.size() - 1);
    }

    /**
     * Opens a session under an id of its own that waits for the person: its log is empty, and no engine is told before
     * {@link #begin}. Refused: {@code TOO_LONG}, {@code RATE_LIMITED}.
     */
    public Future<Session> prepare(
            ClientQuota quota, Bot bot, NewConversation opening, UUID id, @Nullable UUID person) {
        RateLimits.Permit permit = rates.opening(quota);
        return permit.granted() ? begun(bot, opening, id, person, List.of()).map(Appended::session) : limited(permit);
    }

    /**
     * Begins a session that was prepared, with the person who enters and the engine's {@code joined}; false when it has
     * begun already, as then nothing is written. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}.
     */
    public Future<Boolean> begin(SessionRef target, Bot bot, Author enters) {
        // Whoever begins a session at the same moment uses the same id, so it begins once.
        return store.append(target, entering(Draft.of(enters, new Body.Joined(), null, "begin"), bot))
                .onFailure(this::noteFailure)
                .map(begun -> !begun.duplicate());
    }

    private List<Draft> entering(NewConversation opening, Bot bot) {
        Author enters = opening.enters();
        return entering(enters == null ? null : Draft.of(enters, new Body.Joined()), bot);
    }

    private List<Draft> entering(@Nullable Draft person, Bot bot) {
        List<Draft> first = new ArrayList<>(2);
        if (person != null) {
            first.add(Sanitizer.draft(person));
        }
        if (engineJoins.test(bot)) {
            first.add(Draft.of(botAuthor(bot), new Body.Joined()));
        }
        return List.copyOf(first);
    }

    private Future<Appended> begun(
            Bot bot, NewConversation opening, UUID id, @Nullable UUID person, List<Draft> entering) {
        JsonObject clean;
        List<Draft> says;
        try {
            clean = Sanitizer.object(opening.data());
            says = opening.says().stream().map(Sanitizer::draft).toList();
            says.forEach(said -> limits.check(said.body()));
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        for (Draft said : says) {
            if (said.body() instanceof Body.DataMerged merged) {
                clean.mergeIn(merged.set());
            }
        }
        if (clean.encode().getBytes(StandardCharsets.UTF_8).length > limits.maxData()) {
            return refuse(Refusal.TOO_LONG, "data over " + limits.maxData() + " bytes");
        }
        List<Draft> first = new ArrayList<>(entering);
        first.addAll(says);
        Instant lapsesAt = opening.lapsesAt();
        return store.open(new NewSession(
                        id,
                        bot.id(),
                        opening.gateway(),
                        person,
                        clean,
                        List.copyOf(first),
                        opening.recordTyping(),
                        lapsesAt == null ? null : lapsesAt.truncatedTo(ChronoUnit.MICROS)))
                .onFailure(this::noteFailure);
    }

    /**
     * Appends one event. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}, {@code TOO_LONG},
     * {@code TAKEN_OVER} for a target that holds only while the engine attends to the session, and
     * {@code RATE_LIMITED} when a person says too much; what was stored already may always be repeated.
     */
    public Future<Appended> append(SessionRef target, Draft draft) {
        return append(null, target, draft);
    }

    /**
     * Appends one event of somebody whose connection is known; one with data is merged as well. Refused as the other,
     * and {@code TOO_LONG} when the merged data would be.
     */
    public Future<Appended> append(@Nullable ClientQuota quota, SessionRef target, Draft draft) {
        Draft clean;
        try {
            clean = Sanitizer.draft(draft);
            limits.check(clean.body());
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        return clean.author().type() == Author.Type.PERSON ? ofPerson(quota, target, clean) : write(target, clean);
    }

    /** Appends what somebody on the bot's side says in several events, all or none. Refused as one of theirs is. */
    public Future<Appended> append(SessionRef target, List<Draft> drafts) {
        List<Draft> clean = drafts.stream().map(Sanitizer::draft).toList();
        try {
            clean.forEach(draft -> limits.check(draft.body()));
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        return measured(System.nanoTime(), store.append(target, clean));
    }

    /** Appends what a person says in several events, all or none; it counts as one message. Refused as that. */
    public Future<Appended> append(ClientQuota quota, SessionRef target, List<Draft> drafts) {
        RateLimits.Permit permit = rates.message(target, quota);
        return permit.granted() ? append(target, drafts) : limited(permit);
    }

    private Future<Appended> ofPerson(@Nullable ClientQuota quota, SessionRef target, Draft draft) {
        RateLimits.Permit permit = rates.message(target, quota);
        if (permit.granted()) {
            return write(target, draft).onSuccess(stored -> {
                if (stored.duplicate()) {
                    permit.giveBack();
                }
            });
        }
        if (draft.clientId() == null || !rates.mayLook(target.session())) {
            return limited(permit);
        }
        return write(target.repeats(), draft)
                .recover(failure ->
                        failure instanceof RefusedException refused && refused.refusal() == Refusal.RATE_LIMITED
                                ? limited(permit)
                                : Future.failedFuture(failure));
    }

    private Future<Appended> write(SessionRef target, Draft draft) {
        Future<Appended> written = draft.body() instanceof Body.DataMerged
                ? store.merge(target, draft, limits.maxData())
                : store.append(target, draft);
        return measured(System.nanoTime(), written);
    }

    private Future<Appended> measured(long asked, Future<Appended> written) {
        return written.onSuccess(stored -> metrics.appended(System.nanoTime() - asked))
                .onFailure(this::noteFailure);
    }

    private void noteFailure(Throwable failure) {
        if (failure instanceof RefusedException refused && refused.refusal() == Refusal.UNAVAILABLE) {
            metrics.storeFailed();
        }
    }

    private <T> Future<T> limited(RateLimits.Permit permit) {
        metrics.limited(permit.limit());
        return Future.failedFuture(permit.refusal());
    }

    /**
     * Appends an image of this session, or, when the image is unknown or another's, what was claimed to be one. Refused as
     * {@link #append}.
     */
    public Future<Appended> appendImage(
            @Nullable ClientQuota quota, SessionRef target, UUID image, String claimed, Draft draft) {
        return store.image(image)
                .map(found -> found.filter(record -> record.session().equals(target.session()))
                        .<Body>map(record -> new Body.Image(record.id(), record.type()))
                        .orElseGet(() -> new Body.InvalidImage(claimed)))
                .compose(body -> append(
                        quota, target, new Draft(draft.id(), draft.author(), body, draft.cause(), draft.clientId())));
    }

    /**
     * Appends what a message says, each part an event of its own, in order; what became of the first part. A repeat by
     * {@code clientId} writes only what is missing. Refused: as {@link #append}, and {@code INVALID_IMAGE} when the image
     * is not one of the session.
     */
    public Future<Appended> say(SessionRef target, Author author, Message message) {
        return drafts.of(target.session(), author, List.of(message), null).compose(parts -> {
            boolean imageFound = parts.stream().anyMatch(part -> part.body() instanceof Body.Image);
            if (message.image() != null && !imageFound) {
                return refuse(Refusal.INVALID_IMAGE, "not an image of this session");
            }
            Future<Appended> first = append(target, parts.get(0));
            Future<Appended> last = first;
            for (Draft part : parts.subList(1, parts.size())) {
                last = last.compose(before -> append(target, part));
            }
            return last.compose(all -> first);
        });
    }

    /** Merges data, top level. Refused: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}, {@code TOO_LONG}. */
    public Future<Appended> merge(SessionRef target, Author author, JsonObject data) {
        return merge(target, author, new DataPatch(data, Set.of()));
    }

    /** Merges data, top level, and takes keys away. Refused as the other. */
    public Future<Appended> merge(SessionRef target, Author author, DataPatch patch) {
        if (patch.set().size() > limits.maxData() / MEMBER_BYTES) {
            // Far too much, which is not worth cleaning: the event loop has others to serve.
            return refuse(Refusal.TOO_LONG, "data over " + limits.maxData() + " bytes");
        }
        try {
            Set<String> remove = patch.remove().stream().map(Sanitizer::text).collect(Collectors.toUnmodifiableSet());
            DataPatch clean = new DataPatch(Sanitizer.object(patch.set()), remove);
            return store.merge(target, author, clean, limits.maxData());
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
    }

    /**
     * Somebody began or stopped typing: told, and in a session that records typing written to its log first. Refused
     * there: {@code UNKNOWN_SESSION}, {@code SESSION_CLOSED}.
     */
    public Future<Void> typing(Session session, Author author, boolean on) {
        Future<?> recorded = session.recordTyping()
                ? write(
                        new SessionRef(session.id(), session.bot(), null),
                        Sanitizer.draft(Draft.of(author, new Body.Typing(on))))
                : Future.succeededFuture();
        return recorded.onSuccess(done -> tell(new Notification.Typing(session.id(), session.bot(), author, on)))
                .mapEmpty();
    }

    /** Lets a session lapse later, never earlier; one that never lapses or is closed stays as it is. */
    public Future<Void> prolong(SessionRef target, Instant lapsesAt) {
        return store.prolong(target, lapsesAt.truncatedTo(ChronoUnit.MICROS));
    }

    /** Open sessions of a gateway that have lapsed at a time, at most {@code limit}. */
    public Future<List<Session>> lapsed(String gateway, Instant at, int limit) {
        return store.lapsed(gateway, at, limit);
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

    /** What of a bot was given up, and its replay. */
    public Undeliverables undeliverables() {
        return store.undeliverables();
    }

    /** A bot's sessions by id after {@code after}, at most {@code limit}. */
    public Future<List<Session>> sessions(UUID bot, Optional<UUID> after, int limit) {
        return store.sessions(bot, after, limit);
    }

    /** The person with this identity, made when there is none yet. */
    public Future<Person> person(Identity identity, @Nullable String name) {
        Identity clean =
                new Identity(identity.gateway(), Sanitizer.text(identity.scope()), Sanitizer.text(identity.key()));
        return store.people().obtain(clean, Sanitizer.nullable(name));
    }

    /** A person by id. */
    public Future<Optional<Person>> person(UUID id) {
        return store.people().person(id);
    }

    /** The person with this identity. */
    public Future<Optional<Person>> find(Identity identity) {
        return store.people().find(identity);
    }

    /** How a person is known outside. */
    public Future<List<Identity>> identities(UUID person) {
        return store.people().identities(person);
    }

    /** A document beside the log, as it stands. */
    public Future<JsonObject> document(Documents.Owner owner, String name) {
        return store.documents().document(owner, name);
    }

    /**
     * Changes a document beside the log, top level; nothing when its owner is unknown. Refused: {@code TOO_LONG} when it
     * would be larger than a session's data may be.
     *
     * @param change the writer's name for the change, with which it is told
     */
    public Future<Optional<JsonObject>> change(Documents.Owner owner, String name, DataPatch patch, UUID change) {
        try {
            Set<String> remove = patch.remove().stream().map(Sanitizer::text).collect(Collectors.toUnmodifiableSet());
            DataPatch clean = new DataPatch(Sanitizer.object(patch.set()), remove);
            return store.documents().change(owner, name, clean, limits.maxData(), change);
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** A secret of this server's own, the same ever after. */
    public Future<String> secret(String name) {
        return store.documents().secret(name);
    }

    /** Gives a person a name; false when there is no such person. */
    public Future<Boolean> rename(UUID person, String name) {
        return store.people().rename(person, Sanitizer.text(name));
    }

    /** A person's sessions by id after {@code after}, at most {@code limit}. */
    public Future<List<Session>> sessionsOf(UUID person, Optional<UUID> after, int limit) {
        return store.sessionsOf(person, after, limit);
    }

    /** What was said in all sessions of a person before a time, newest first, at most {@code limit}. */
    public Future<List<Said>> said(UUID person, Instant before, int limit) {
        return store.said(person, before, PageLimit.of(limit));
    }

    /** Erases a person with all its sessions and their images; false when it was unknown. */
    public Future<Boolean> erasePerson(UUID person) {
        return store.people()
                .erase(person)
                .compose(erased -> images.delete(erased.orElse(List.of())).map(erased.isPresent()));
    }

    /** Erases a session with its images; false when it was unknown. */
    public Future<Boolean> erase(SessionRef target) {
        return store.erase(target)
                .compose(erased -> images.delete(erased.orElse(List.of())).map(erased.isPresent()));
    }

    /** A session as it stands. */
    public Future<Optional<Session>> session(SessionRef target) {
        return store.session(target);
    }

    /** Up to {@code limit} events after a seq, ascending. */
    public Future<List<Event>> after(UUID session, long seq, int limit) {
        return store.after(session, seq, limit);
    }

    /** Up to {@code limit} events before a seq, ascending. */
    public Future<List<Event>> before(UUID session, long seq, int limit) {
        return store.before(session, seq, limit);
    }

    /** Notes up to which seq the person has seen the log, and tells it. Refused: {@code UNKNOWN_SESSION}. */
    public Future<Void> seen(SessionRef target, long seq) {
        return store.seen(target, seq)
                .onSuccess(session -> tell(new Notification.Seen(session.id(), session.bot(), session.seen())))
                .mapEmpty();
    }

    /** The last seq of each known session among these. */
    public Future<Map<UUID, Long>> tips(Collection<UUID> sessions) {
        return store.tips(sessions);
    }

    /** Notes up to which seq the clients of these sessions have been told; never lowers it. */
    public Future<Void> heard(Map<UUID, Long> seqs) {
        return store.heard(seqs);
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

    private static <T> Future<T> refuse(Refusal refusal, String why) {
        return Future.failedFuture(new RefusedException(refusal, why));
    }
}
