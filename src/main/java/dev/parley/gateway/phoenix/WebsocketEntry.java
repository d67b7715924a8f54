package dev.parley.gateway.phoenix;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.bot.Bot;
import dev.parley.bot.ChannelEntry;
import dev.parley.bot.EntryType;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Schema;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A manifest's entry {@code websocket}: the bot's channel, for whoever has the token.
 *
 * @param page whether {@code /chat/<bot>} shows a page for it
 */
record WebsocketEntry(String accessToken, Scope scope, boolean page) implements ChannelEntry {
    static final EntryType TYPE = new Type();

    /** The gateway it leads to: the name that sessions born there carry. */
    static final String GATEWAY = "phoenix";

    private static final String WORD = "websocket";
    private static final String TOKEN = "access_token";

    /** Who hears what on a bot's topic. */
    enum Scope {
        /** Sockets hear the sessions they are attached to. */
        SESSION,
        /** AIDA's broadcast: unsolicited messages reach every socket of the topic. */
        TOPIC
    }

    /**
     * The entry of a bot that a token opens. Every entry is compared, each in constant time, so that the answer's time
     * tells nothing about how near a guess was.
     */
    static Optional<WebsocketEntry> of(Bot bot, String token) {
        Optional<WebsocketEntry> opened = Optional.empty();
        for (WebsocketEntry entry : bot.manifest().entries(WebsocketEntry.class)) {
            if (entry.admits(token) && opened.isEmpty()) {
                opened = Optional.of(entry);
            }
        }
        return opened;
    }

    @Override
    public String type() {
        return WORD;
    }

    @Override
    public boolean admits(String token) {
        return MessageDigest.isEqual(token.getBytes(UTF_8), accessToken.getBytes(UTF_8));
    }

    @Override
    public Optional<String> pageToken() {
        return page ? Optional.of(accessToken) : Optional.empty();
    }

    @Override
    public Optional<String> warning() {
        return scope == Scope.TOPIC
                ? Optional.of("Scope topic: whoever has the access token reads all unsolicited messages of these bots")
                : Optional.empty();
    }

    /** AIDA's own manifests mean the broadcast unless they say something else, and may hold any key. */
    private static final class Type implements EntryType {
        private static final ObjectSchema SETTINGS = ObjectSchema.object()
                .required(TOKEN, Schema.text())
                .optional("scope", Schema.word("session", "topic"))
                .optional("page", Schema.bool());

        @Override
        public String type() {
            return WORD;
        }

        @Override
        public ObjectSchema settings() {
            return SETTINGS;
        }

        @Override
        public Optional<ObjectSchema> inAida() {
            return Optional.of(SETTINGS.open());
        }

        // Every chat page carries it.
        @Override
        public Set<String> shown() {
            return Set.of(TOKEN);
        }

        @Override
        public void complete(JsonObject entry, @Nullable JsonObject before, Supplier<String> newToken) {
            if (!entry.containsKey(TOKEN)) {
                entry.put(
                        TOKEN,
                        before != null && before.getValue(TOKEN) instanceof String token ? token : newToken.get());
            }
        }

        @Override
        public ChannelEntry read(JsonObject settings, boolean aida) {
            String written = settings.getString("scope", aida ? "topic" : "session");
            return new WebsocketEntry(
                    settings.getString(TOKEN),
                    Scope.valueOf(written.toUpperCase(Locale.ROOT)),
                    settings.getBoolean("page", false));
        }
    }
}
