package dev.parley.conversation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as somebody is allowed to name it: a session of another bot or gateway counts as unknown.
 *
 * @param bot the bot it must belong to, null for any
 * @param gateway the gateway it must have been born on, null for any
 */
public record Target(
        UUID session, @Nullable UUID bot, @Nullable String gateway) {
    /** True when the session is one this target may reach. */
    public boolean covers(Session candidate) {
        return candidate.id().equals(session)
                && (bot == null || bot.equals(candidate.bot()))
                && (gateway == null || gateway.equals(candidate.gateway()));
    }
}
