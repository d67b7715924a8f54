package dev.parley.conversation;

import dev.parley.bot.Bot;
import dev.parley.bot.ChannelEntry;
import dev.parley.bot.Manifest;
import dev.parley.bot.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something a gateway finds a bot by, so that only one bot may have it.
 *
 * @param gateway the entry's type
 * @param key the name of the setting; empty for being the default of that gateway
 * @param value what is claimed; empty for the default
 * @param path where the manifest says so
 */
record Claim(String gateway, String key, String value, String path) {
    /** What is wrong with a bot beside others: whatever it claims and another has, or claims twice itself. */
    static List<Problem> conflicts(Bot bot, Collection<Bot> others) {
        Map<Claim, Bot> taken = new HashMap<>();
        for (Bot other : others) {
            if (!other.id().equals(bot.id())) {
                of(other.manifest()).forEach(claim -> taken.put(claim.anywhere(), other));
            }
        }
        List<Problem> problems = new ArrayList<>();
        for (Claim claim : of(bot.manifest())) {
            Bot owner = taken.putIfAbsent(claim.anywhere(), bot);
            if (owner != null) {
                problems.add(Problem.at(claim.path(), claim.refusal(owner)));
            }
        }
        return problems;
    }

    private static List<Claim> of(Manifest manifest) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < manifest.channels().size(); i++) {
            String path = "#/channels/" + i;
            ChannelEntry channel = manifest.channels().get(i);
            if (channel instanceof ChannelEntry.Gws gws) {
                claims.addAll(of(gws, path));
            } else if (channel instanceof ChannelEntry.Chatio chatio) {
                claims.add(new Claim("chatio", "license", String.valueOf(chatio.license()), path + "/license"));
            } else if (channel instanceof ChannelEntry.Expertflow expertflow) {
                claims.add(of(expertflow, path));
            }
        }
        return claims;
    }

    private static List<Claim> of(ChannelEntry.Gws gws, String path) {
        return gws.apikeys().isEmpty()
                ? List.of(byDefault("gws", path))
                : gws.apikeys().stream()
                        .map(key -> new Claim("gws", "apikey", key, path + "/apikeys"))
                        .toList();
    }

    // Clients write the names of channels with and without capitals.
    private static Claim of(ChannelEntry.Expertflow expertflow, String path) {
        String channel = expertflow.channel();
        return channel == null
                ? byDefault("expertflow", path)
                : new Claim("expertflow", "channel", channel.toLowerCase(Locale.ROOT), path + "/channel");
    }

    private static Claim byDefault(String gateway, String path) {
        return new Claim(gateway, "", "", path);
    }

    private Claim anywhere() {
        return new Claim(gateway, key, value, "");
    }

    // An apikey is a secret and not repeated.
    private String refusal(Bot owner) {
        String who = "bot " + owner.id() + " (" + owner.manifest().name() + ")";
        return switch (key) {
            case "" -> who + " is the default of " + gateway + " already";
            case "apikey" -> "an apikey is used by " + who;
            default -> key + " " + value + " is used by " + who;
        };
    }
}
