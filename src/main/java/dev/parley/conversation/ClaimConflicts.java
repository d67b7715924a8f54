package dev.parley.conversation;

import dev.parley.bot.Bot;
import dev.parley.bot.ChannelEntry;
import dev.parley.bot.Claim;
import dev.parley.bot.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What only one bot may have, and two want: an apikey, a licence, being the default of a gateway. */
final class ClaimConflicts {
    private ClaimConflicts() {}

    /** What is claimed, wherever a manifest says so. */
    private record Thing(String type, String key, String value) {}

    private record Claimed(Thing thing, Claim claim, String path) {}

    /** What is wrong with a bot beside others: whatever it claims and another has, or claims twice itself. */
    static List<Problem> of(Bot bot, Collection<Bot> others) {
        Map<Thing, Bot> taken = new HashMap<>();
        for (Bot other : others) {
            if (!other.id().equals(bot.id())) {
                claims(other).forEach(claimed -> taken.put(claimed.thing(), other));
            }
        }
        List<Problem> problems = new ArrayList<>();
        for (Claimed claimed : claims(bot)) {
            Bot owner = taken.putIfAbsent(claimed.thing(), bot);
            if (owner != null) {
                String who = "bot " + owner.id() + " (" + owner.manifest().name() + ")";
                problems.add(
                        Problem.at(claimed.path(), claimed.claim().refusal().apply(who)));
            }
        }
        return problems;
    }

    private static List<Claimed> claims(Bot bot) {
        List<Claimed> claims = new ArrayList<>();
        List<ChannelEntry> channels = bot.manifest().channels();
        for (int i = 0; i < channels.size(); i++) {
            for (Claim claim : channels.get(i).claims()) {
                Thing thing = new Thing(channels.get(i).type(), claim.key(), claim.value());
                claims.add(new Claimed(thing, claim, "#/channels/" + i + claim.place()));
            }
        }
        return claims;
    }
}
