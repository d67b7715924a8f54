package dev.parley.gateway.gws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.bot.Bot;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which bot a client reaches: the one its apikey is for, else the one whose entry wants none. Immutable. */
final class BotKeys {
    private final List<Key> keys;
    private final Optional<Bot> open;

    private record Key(String key, Bot bot) {}

    private BotKeys(List<Key> keys, Optional<Bot> open) {
        this.keys = keys;
        this.open = open;
    }

    static BotKeys of(Collection<Bot> bots) {
        List<Key> keys = new ArrayList<>();
        Optional<Bot> open = Optional.empty();
        for (Bot bot : bots) {
            for (GwsEntry entry : bot.manifest().entries(GwsEntry.class)) {
                entry.apikeys().forEach(key -> keys.add(new Key(key, bot)));
                if (entry.apikeys().isEmpty()) {
                    open = Optional.of(bot);
                }
            }
        }
        return new BotKeys(List.copyOf(keys), open);
    }

    /**
     * The bot, or a {@link Fault}. Every key is compared, each in constant time, so that the answer's time tells
     * nothing about how near a guess was.
     */
    Bot choose(@Nullable String apikey) {
        byte[] guess = (apikey == null ? "" : apikey).getBytes(UTF_8);
        Optional<Bot> chosen = Optional.empty();
        for (Key key : keys) {
            if (MessageDigest.isEqual(guess, key.key().getBytes(UTF_8))) {
                chosen = Optional.of(key.bot());
            }
        }
        return chosen.or(() -> open).orElseThrow(Fault::unknownKey);
    }
}
