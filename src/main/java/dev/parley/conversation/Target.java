package dev.parley.conversation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as somebody is allowed to name it: a session of another bot or gateway counts as unknown.
 *
 * @param bot the bot it must belong to, null for any
 * @param gateway the gateway it must have been born on, null for any
 * @param whileEngineAttends true when it may be written to only while its engine attends to it: what a bot says late, when
 *     a human has the session, is an answer nobody waits for
 */
public record Target(
        UUID session, @Nullable UUID bot, @Nullable String gateway, boolean whileEngineAttends) {
    public Target(UUID session, @Nullable UUID bot, @Nullable String gateway) {
        this(session, bot, gateway, false);
    }

    /** The same session, for the bot's own side. */
    public Target whileEngineAttends(boolean only) {
        return new Target(session, bot, gateway, only);
    }

    /** True when the session is one this target may reach. */
    public boolean covers(Session candidate) {
        return candidate.id().equals(session)
                && (bot == null || bot.equals(candidate.bot()))
                && (gateway == null || gateway.equals(candidate.gateway()));
    }

    /** True when somebody else than who may write so has the session now. */
    public boolean isTakenOver(Session candidate) {
        return whileEngineAttends && candidate.attendant().kind() != Attendant.Kind.ENGINE;
    }
}
