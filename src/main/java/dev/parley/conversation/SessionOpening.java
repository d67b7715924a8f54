package dev.parley.conversation;

import dev.parley.bot.Bot;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How sessions begin: with the person who enters, the engine's {@code joined}, and what the person says first. */
final class SessionOpening {
    private final LogCommands log;
    private final WritingRules rules;
    private final Limits limits;
    private final RateLimits rates;
    private final Predicate<Bot> engineJoins;
    private final Metrics metrics;

    /**
     * @param engineJoins whether a bot's engine enters its sessions when they begin
     */
    SessionOpening(
            LogCommands log,
            WritingRules rules,
            Limits limits,
            RateLimits rates,
            Predicate<Bot> engineJoins,
            Metrics metrics) {
        this.log = log;
        this.rules = rules;
        this.limits = limits;
        this.rates = rates;
        this.engineJoins = engineJoins;
        this.metrics = metrics;
    }

    /** Opens a session that begins at once. */
    Future<Appended> open(Bot bot, NewConversation opening, @Nullable ClientQuota quota) {
        Author enters = opening.enters();
        List<Draft> first = new ArrayList<>(entering(enters == null ? null : Draft.of(enters, new Body.Joined()), bot));
        first.addAll(opening.says());
        return paid(bot, opening, quota, first);
    }

    /** Opens a session whose log is empty until it {@linkplain #begin begins}. */
    Future<Appended> prepare(Bot bot, NewConversation opening, ClientQuota quota) {
        return paid(bot, opening, quota, List.of());
    }

    /** Begins a session that was prepared. */
    Future<Appended> begin(SessionRef target, Bot bot, Author enters) {
        // Whoever begins a session at the same moment uses the same client id, so it begins once.
        return WritingRules.refusing(() -> log.append(
                        target,
                        rules.clean(entering(Draft.of(enters, new Body.Joined(), null, "begin"), bot)),
                        limits.maxData()))
                .onFailure(metrics::noteFailure);
    }

    private List<Draft> entering(@Nullable Draft person, Bot bot) {
        List<Draft> first = new ArrayList<>(2);
        if (person != null) {
            first.add(person);
        }
        if (engineJoins.test(bot)) {
            first.add(Draft.of(Conversations.botAuthor(bot), new Body.Joined()));
        }
        return first;
    }

    /** Pays for the session and for each thing said in it; what is refused, or a repeat, costs nothing. */
    private Future<Appended> paid(Bot bot, NewConversation opening, @Nullable ClientQuota quota, List<Draft> first) {
        if (quota == null) {
            return write(bot, opening, first);
        }
        SessionRef target = new SessionRef(opening.id(), bot.id(), opening.gateway());
        List<RateLimits.Permit> paid = new ArrayList<>();
        RateLimits.Permit permit = rates.opening(quota);
        for (int i = 0; i < opening.says().size() && permit.granted(); i++) {
            paid.add(permit);
            permit = rates.message(target, quota);
        }
        if (!permit.granted()) {
            paid.forEach(RateLimits.Permit::giveBack);
            return permit.refused(metrics);
        }
        paid.add(permit);
        return write(bot, opening, first).onSuccess(opened -> paid.forEach(each -> each.giveBackForRepeat(opened)));
    }

    private Future<Appended> write(Bot bot, NewConversation opening, List<Draft> first) {
        return WritingRules.refusing(() -> {
            JsonObject data = Sanitizer.object(opening.data());
            List<Draft> clean = rules.clean(first);
            for (Draft said : clean) {
                if (said.body() instanceof Body.DataMerged merged) {
                    data.mergeIn(merged.set());
                }
            }
            if (data.encode().getBytes(StandardCharsets.UTF_8).length > limits.maxData()) {
                throw rules.tooMuchData();
            }
            Instant lapsesAt = opening.lapsesAt();
            return log.open(new NewSession(
                            opening.id(),
                            bot.id(),
                            opening.gateway(),
                            opening.person(),
                            data,
                            clean,
                            opening.recordTyping(),
                            lapsesAt == null ? null : lapsesAt.truncatedTo(ChronoUnit.MICROS)))
                    .onFailure(metrics::noteFailure);
        });
    }
}
