package dev.parley.phoenix;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a long-poll request is answered: a status within a body, as HTTP's own is nearly always 200.
 *
 * @param messages null where the answer has none
 */
record LongPollAnswer(
        int status,
        @Nullable List<Frame> messages,
        @Nullable String token) {
    static final int OK = 200;
    static final int NOTHING = 204;
    static final int FORBIDDEN = 403;
    static final int TIMEOUT = 408;
    static final int GONE = 410;

    /** Not in a body, but as HTTP's status. */
    static final int FAILED = 500;

    static LongPollAnswer of(int status) {
        return new LongPollAnswer(status, null, null);
    }

    /** The body. A binary frame has no form here; each of its bytes becomes a character. */
    Buffer body() {
        return Buffer.buffer(JsonWriter.write(out -> {
            out.writeStartObject();
            if (messages != null) {
                out.writeArrayFieldStart("messages");
                for (Frame frame : messages) {
                    out.writeString(new String(
                            frame.bytes(), frame.binary() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
                }
                out.writeEndArray();
            }
            out.writeNumberField("status", status);
            if (token != null) {
                out.writeStringField("token", token);
            }
            out.writeEndObject();
        }));
    }
}
