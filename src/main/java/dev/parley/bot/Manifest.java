package dev.parley.bot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest read and checked.
 *
 * @param name the display name of the bot, which signs its messages
 * @param origins allowed {@code Origin}s at join, LongPoll, upload and polling gateways; empty = any
 * @param engineType the engine that answers
 * @param engine the engine's settings with secrets resolved ({@code {"type": ...}})
 * @param document the whole manifest with secrets resolved, for engines that read more of it (script)
 * @param channels the entries in the order written
 */
public record Manifest(
        String name,
        List<String> origins,
        String engineType,
        JsonObject engine,
        JsonObject document,
        List<ChannelEntry> channels) {
    private static final Duration RETRY_FOR = Duration.ofMinutes(15);

    /** As good as for ever, and a number of days that can still be counted back. */
    private static final long LONGEST_DAYS = 365_000;

    /** The entries that a gateway has read into its own record. */
    public <E extends ChannelEntry> List<E> entries(Class<E> kind) {
        return channels.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The tokens by which a process becomes the bot's side; several while one takes the place of another. */
    public List<String> engineTokens() {
        if (engine.getValue("token") instanceof String token) {
            return List.of(token);
        }
        return engine.getValue("tokens") instanceof JsonArray tokens
                ? tokens.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /** How long a failing delivery is retried. */
    public Duration retryFor() {
        return Span.of(document, "retry_for", RETRY_FOR);
    }

    /** How many days closed sessions are kept, 0 for ever; empty when the manifest does not say. */
    public Optional<Integer> retentionDays() {
        return Optional.ofNullable(document.getLong("retention_days")).map(days -> (int) Math.min(days, LONGEST_DAYS));
    }

    /** What the person is told when a delivery is given up. */
    public Optional<String> onFailure() {
        return Optional.ofNullable(document.getString("on_failure"));
    }

    /**
     * Whether a page of this origin may use the bot. Programs send no {@code Origin}, so its absence says nothing;
     * an empty list allows any. A bot with a page of its own allows the server that shows it too: whoever frames that
     * page, what it sends comes from there.
     *
     * @param authority the host, and port if written, that the request addressed
     */
    public boolean allowsOrigin(@Nullable String origin, @Nullable String authority) {
        return origin == null
                || origins.isEmpty()
                || origins.stream().anyMatch(origin::equalsIgnoreCase)
                || (hasPage() && isOf(origin, authority));
    }

    private boolean hasPage() {
        return channels.stream().anyMatch(entry -> entry.pageToken().isPresent());
    }

    // The scheme is left out: behind a proxy the server does not see the one the browser used.
    private static boolean isOf(String origin, @Nullable String authority) {
        int slashes = origin.indexOf("//");
        return authority != null && slashes > 0 && origin.substring(slashes + 2).equalsIgnoreCase(authority);
    }
}
