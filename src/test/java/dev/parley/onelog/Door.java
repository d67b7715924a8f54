package dev.parley.onelog;

import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One gateway as the people outside see it: how they come in, and what they try at a door that is not theirs. */
public interface Door {
    /** The gateway's name as sessions carry it. */
    String gateway();

    /** The entry in a manifest's {@code channels} that opens this door. */
    JsonObject entry();

    /** The name under which the log has this door's visitors; null where the protocol has none. */
    @Nullable
    String visitorName();

    /** Comes in and begins a conversation with the bot. */
    Visitor enter(TestServer server, String bot);

    /**
     * Does everything that a client of this gateway can do to a conversation: comes back to it, reads it, speaks in it,
     * ends it. Fails when the gateway does not answer as it answers those who name what never was.
     *
     * @param key what names the conversation, see {@link Visitor#key}
     * @return everything the gateway answered and told
     */
    String intrude(TestServer server, String bot, String key);
}
