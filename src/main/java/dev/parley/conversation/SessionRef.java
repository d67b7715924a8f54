package dev.parley.conversation;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as somebody is allowed to name it: a session of another bot or gateway counts as unknown.
 *
 * @param bot the bot it must belong to, null for any
 * @param gateway the gateway it must have been born on, null for any
 * @param writing what may be appended to it; what was stored already may be repeated in any case
 */
public record SessionRef(
        UUID session, @Nullable UUID bot, @Nullable String gateway, Writing writing) {
    /** What may be appended. */
    public enum Writing {
        ANYTHING,
        /** What the bot itself says: nobody waits for its late answers when a human has the session. */
        WHILE_ENGINE_ATTENDS,
        /** Nothing new: whoever writes has written too much lately. */
        REPEATS
    }

    public SessionRef(UUID session, @Nullable UUID bot, @Nullable String gateway) {
        this(session, bot, gateway, Writing.ANYTHING);
    }

    /** The same session, for the bot's own side. */
    public SessionRef whileEngineAttends() {
        return new SessionRef(session, bot, gateway, Writing.WHILE_ENGINE_ATTENDS);
    }

    /** The same session, for repeats alone. */
    SessionRef repeats() {
        return new SessionRef(session, bot, gateway, Writing.REPEATS);
    }

    /** True when the session is one this target may reach. */
    public boolean covers(Session candidate) {
        return candidate.id().equals(session)
                && (bot == null || bot.equals(candidate.bot()))
                && (gateway == null || gateway.equals(candidate.gateway()));
    }

    /** Why something new may not be appended to the session as it stands. */
    public Optional<Refusal> refusal(Session now) {
        return switch (writing) {
            case ANYTHING -> Optional.empty();
            case WHILE_ENGINE_ATTENDS ->
                now.assignee().kind() == Assignee.Kind.ENGINE ? Optional.empty() : Optional.of(Refusal.TAKEN_OVER);
            case REPEATS -> Optional.of(Refusal.RATE_LIMITED);
        };
    }
}
