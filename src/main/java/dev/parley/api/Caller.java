package dev.parley.api;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.ApiToken.Role;
import java.util.Set;
import java.util.UUID;

/**
 * Who sent a request.
 *
 * @param name what the audit calls it: the token's name
 * @param bots the bots it may do something with; empty for all
 */
record Caller(String name, Role role, Set<UUID> bots) {
    /** Who came where no token is needed. */
    static final Caller OPEN = new Caller("open", Role.ADMIN, Set.of());

    static Caller of(ApiToken token) {
        return new Caller(token.name(), token.role(), token.bots());
    }

    /** Whether its role allows what needs this one. */
    boolean may(Role needed) {
        return role.compareTo(needed) >= 0;
    }

    /** Whether a bot is there for it. */
    boolean sees(UUID bot) {
        return bots.isEmpty() || bots.contains(bot);
    }
}
