package dev.parley.bot;

import java.util.List;
import java.util.Optional;

/**
 * One entry of a manifest's {@code channels}: a place where the bot can be reached. Its gateway has read the settings
 * into a record of its own, which implements this and tells what the rest of the server must know. Immutable.
 */
public interface ChannelEntry {
    /** The word in the entry's {@code type}. */
    String type();

    /** What the gateway finds the bot by here; of all bots only one may have each of them. */
    default List<Claim> claims() {
        return List.of();
    }

    /** What this server's chat page opens the bot with; empty when no page is shown for the entry. */
    default Optional<String> pageToken() {
        return Optional.empty();
    }

    /** Whether people come in here with this token, which everybody may read then. */
    default boolean admits(String token) {
        return false;
    }

    /** What an operator should know who starts a server with such an entry, as the beginning of a list of bots. */
    default Optional<String> warning() {
        return Optional.empty();
    }
}
