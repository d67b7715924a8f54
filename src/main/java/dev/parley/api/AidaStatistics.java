package dev.parley.api;

import dev.parley.conversation.BotError;
import dev.parley.conversation.BotErrors;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Statistics;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bot's statistics and errors as AIDA shows them; of an unknown bot none. */
public final class AidaStatistics implements ApiPart {
    private static final Statistics.Usage NONE = new Statistics.Usage(0, 0, 0);

    private final Statistics statistics;
    private final BotErrors errors;
    private final Supplier<LocalDate> today;

    public AidaStatistics(Statistics statistics, BotErrors errors) {
        this(statistics, errors, () -> LocalDate.now(ZoneOffset.UTC));
    }

    AidaStatistics(Statistics statistics, BotErrors errors, Supplier<LocalDate> today) {
        this.statistics = statistics;
        this.errors = errors;
        this.today = today;
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("showUsage", this::usage, "showSkills", this::skills, "listErrors", this::errors);
    }

    private Future<?> usage(Request request) {
        Instant since = since(request);
        return request.bot()
                .map(bot -> statistics.usage(bot, since))
                .orElseGet(() -> Future.succeededFuture(NONE))
                .compose(usage -> request.json(
                        200,
                        new JsonObject()
                                .put("active_users", usage.active())
                                .put("messages_sent", usage.answered())
                                .put("messages_received", usage.received())));
    }

    private Future<?> skills(Request request) {
        Instant since = since(request);
        return request.bot()
                .map(bot -> statistics.skills(bot, since))
                .orElseGet(() -> Future.succeededFuture(Map.of()))
                .onSuccess(skills -> {
                    JsonArray list = new JsonArray();
                    new TreeMap<>(skills)
                            .forEach((skill, count) -> list.add(
                                    new JsonObject().put("skill_id", skill).put("count", count)));
                    ApiErrors.send(request.ctx(), 200, list.toBuffer());
                });
    }

    private Future<?> errors(Request request) {
        Future<List<BotError>> known = request.bot()
                .map(bot -> errors.of(bot, BotErrors.MOST))
                .orElseGet(() -> Future.succeededFuture(List.of()));
        return known.compose(errors -> {
            JsonArray data = new JsonArray();
            errors.forEach(error -> data.add(new JsonObject()
                    .put("timestamp", EventJson.time(error.at()))
                    .put("bot_id", error.bot().toString())
                    .put("session_id", text(error.session()))
                    .put("skill_id", error.skill())
                    .put("message", error.message())));
            return request.data(200, data);
        });
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private Instant since(Request request) {
        String period = request.query("period").orElseThrow(() -> new ApiFailure(400, "period is missing"));
        return since(period, today.get());
    }

    // Any other word means today, as in AIDA; its weeks begin on Sunday.
    static Instant since(String period, LocalDate today) {
        LocalDate first = switch (period) {
            case "this_week" -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case "this_month" -> today.withDayOfMonth(1);
            case "all" -> LocalDate.EPOCH;
            default -> today;
        };
        return first.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
