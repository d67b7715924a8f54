package dev.parley.bot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
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

    /** The websocket entries. */
    public List<ChannelEntry.Websocket> websockets() {
        return channels.stream()
                .filter(ChannelEntry.Websocket.class::isInstance)
                .map(ChannelEntry.Websocket.class::cast)
                .toList();
    }

    /** The Chip entry, of which a bot has one at most. */
    public Optional<ChannelEntry.Chip> chip() {
        return channels.stream()
                .filter(ChannelEntry.Chip.class::isInstance)
                .map(ChannelEntry.Chip.class::cast)
                .findFirst();
    }

    /** The Expertflow entries. */
    public List<ChannelEntry.Expertflow> expertflow() {
        return channels.stream()
                .filter(ChannelEntry.Expertflow.class::isInstance)
                .map(ChannelEntry.Expertflow.class::cast)
                .toList();
    }

    /**
     * The websocket entry a token opens. Every entry is compared, each in constant time, so that the answer's time
     * tells nothing about how near a guess was.
     */
    public Optional<ChannelEntry.Websocket> websocket(String token) {
        byte[] guess = token.getBytes(UTF_8);
        Optional<ChannelEntry.Websocket> opened = Optional.empty();
        for (ChannelEntry.Websocket entry : websockets()) {
            if (MessageDigest.isEqual(guess, entry.accessToken().getBytes(UTF_8)) && opened.isEmpty()) {
                opened = Optional.of(entry);
            }
        }
        return opened;
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
        return websockets().stream().anyMatch(ChannelEntry.Websocket::page);
    }

    // The scheme is left out: behind a proxy the server does not see the one the browser used.
    private static boolean isOf(String origin, @Nullable String authority) {
        int slashes = origin.indexOf("//");
        return authority != null && slashes > 0 && origin.substring(slashes + 2).equalsIgnoreCase(authority);
    }
}
