package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules for everything that is written into a log, whoever writes it: strings are clean, nothing is longer than the
 * limits, a person does not say too much at once, and what was stored already may be repeated at any time.
 *
 * <pre>
 *   parts -- clean --> limits -- by a person? --> quota -- granted --> one commit -- a repeat? --> quota given back
 *              |          |                         |
 *           TOO_LONG   TOO_LONG                  used up: only a repeat passes, the rest is RATE_LIMITED
 * </pre>
 */
final class WritingRules {
    /** What a member of a JSON object takes at least: {@code "":0,}. */
    private static final int MEMBER_BYTES = 5;

    private final LogCommands log;
    private final Limits limits;
    private final RateLimits rates;
    private final Metrics metrics;

    WritingRules(LogCommands log, Limits limits, RateLimits rates, Metrics metrics) {
        this.log = log;
        this.limits = limits;
        this.rates = rates;
        this.metrics = metrics;
    }

    /** Appends what somebody says, as {@link Conversations#append} promises. */
    Future<Appended> append(SessionRef target, List<Draft> parts, @Nullable ClientQuota quota) {
        return refusing(() -> {
            List<Draft> clean = clean(parts);
            boolean byPerson = clean.stream().anyMatch(part -> part.author().type() == Author.Type.PERSON);
            return byPerson ? ofPerson(target, clean, quota) : write(target, clean);
        });
    }

    /** Appends what nobody can say too much of. */
    Future<Appended> appendFree(SessionRef target, Draft draft) {
        return refusing(() -> write(target, clean(List.of(draft))));
    }

    /** Commits a delivery's outcome with what the engine said, which is held to the rules as anybody's words. */
    Future<Optional<Appended>> settle(DeliveryOutcome outcome) {
        return refusing(() -> {
            DeliveryOutcome.Answered said = outcome.answered();
            return log.settle(
                    new DeliveryOutcome(
                            outcome.session(),
                            outcome.epoch(),
                            outcome.dealt(),
                            new DeliveryOutcome.Answered(
                                    clean(said.says()), clean(said.data()), said.then(), said.skills()),
                            outcome.undeliverable() == null ? null : Sanitizer.brief(outcome.undeliverable()),
                            outcome.told()),
                    limits.maxData());
        });
    }

    /** Drafts as they may be stored; throws a {@link RefusedException} when one may not. */
    List<Draft> clean(List<Draft> parts) {
        List<Draft> clean = parts.stream().map(this::clean).toList();
        for (Draft part : clean) {
            // The server's own words are in a manifest, which whoever runs the server has limited.
            if (part.author().type() != Author.Type.SYSTEM) {
                limits.check(part.body());
            }
        }
        return clean;
    }

    /** A patch as it may be stored; throws a {@link RefusedException} when it may not. */
    DataPatch clean(DataPatch patch) {
        refuseHuge(patch.set().size());
        Set<String> remove = patch.remove().stream().map(Sanitizer::text).collect(Collectors.toUnmodifiableSet());
        return new DataPatch(Sanitizer.object(patch.set()), remove);
    }

    private Draft clean(Draft part) {
        if (part.body() instanceof Body.DataMerged merged) {
            refuseHuge(merged.set().size());
        }
        return Sanitizer.draft(part);
    }

    // Far too much is not worth cleaning: the event loop has others to serve.
    private void refuseHuge(int members) {
        if (members > limits.maxData() / MEMBER_BYTES) {
            throw tooMuchData();
        }
    }

    /** Refuses data that is larger than a session's may be. */
    RefusedException tooMuchData() {
        return new RefusedException(Refusal.TOO_LONG, "data over " + limits.maxData() + " bytes");
    }

    private Future<Appended> ofPerson(SessionRef target, List<Draft> parts, @Nullable ClientQuota quota) {
        RateLimits.Permit permit = rates.message(target, quota);
        if (permit.granted()) {
            return write(target, parts).onSuccess(permit::giveBackForRepeat);
        }
        if (parts.get(0).clientId() == null || !rates.mayLook(target.session())) {
            return permit.refused(metrics);
        }
        return write(target.repeats(), parts)
                .recover(failure ->
                        failure instanceof RefusedException refused && refused.refusal() == Refusal.RATE_LIMITED
                                ? permit.refused(metrics)
                                : Future.failedFuture(failure));
    }

    private Future<Appended> write(SessionRef target, List<Draft> parts) {
        long asked = System.nanoTime();
        return log.append(target, parts, limits.maxData())
                .onSuccess(stored -> metrics.appended(System.nanoTime() - asked))
                .onFailure(metrics::noteFailure);
    }

    /** Turns a refusal that is thrown into a future that fails. */
    static <T> Future<T> refusing(Supplier<Future<T>> writing) {
        try {
            return writing.get();
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
    }
}
