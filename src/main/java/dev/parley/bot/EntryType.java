package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kind of entry in a manifest's {@code channels}, as the gateway tells it that serves it. Without state; called on
 * worker threads, any number at once.
 *
 * <pre>{@code
 * EntryType TYPE = EntryType.of(
 *         "pigeon",
 *         ObjectSchema.object().required("loft", Schema.text()),
 *         settings -> new PigeonEntry(settings.getString("loft")));
 * }</pre>
 */
public interface EntryType {
    /** The word in the entry's {@code type}. */
    String type();

    /** What stands in an entry beside its type. */
    ObjectSchema settings();

    /**
     * The entry of settings that have the right shape, secrets resolved.
     *
     * @param aida whether it stands in a manifest of AIDA's own form, which names no engine
     */
    ChannelEntry read(JsonObject settings, boolean aida);

    /** The same in AIDA's own manifests; empty when they have no such entries. */
    default Optional<ObjectSchema> inAida() {
        return Optional.empty();
    }

    /** Whether a bot has one of them at most. */
    default boolean once() {
        return false;
    }

    /** Settings that are no secret though they are called like one: they are shown to who reads the bot. */
    default Set<String> shown() {
        return Set.of();
    }

    /**
     * Puts in what may be left out and is made once a bot, such as a token.
     *
     * @param entry as written, perhaps with mistakes; to be changed
     * @param before what stands in its place so far, if it is of this type
     * @param newToken makes a random token for URLs
     */
    default void complete(JsonObject entry, @Nullable JsonObject before, Supplier<String> newToken) {}

    /** A type about which there is no more to say. */
    static EntryType of(String type, ObjectSchema settings, Function<JsonObject, ChannelEntry> reader) {
        return new EntryType() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public ObjectSchema settings() {
                return settings;
            }

            @Override
            public ChannelEntry read(JsonObject settings, boolean aida) {
                return reader.apply(settings);
            }
        };
    }
}
