package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one POST, up to the first that is none.
 *
 * @param broken how the batch ends early: 408 with a line that is no message, which kills the session, 500 with a line
 *     that is neither text nor base64, which does not; null if it does not
 * @param size of the body in bytes, to bound what waits
 */
record LongPollBatch(List<Message> messages, @Nullable Integer broken, int size) {
    private static final int MAX_LINES = 100;

    /**
     * Reads a body.
     *
     * @param lines true for {@code application/x-ndjson}; else the whole body is one text message
     */
    static LongPollBatch decode(Serializer serializer, byte[] body, boolean lines, int maxFrameBytes) {
        List<Message> messages = new ArrayList<>();
        try {
            if (!lines) {
                messages.add(serializer.decodeText(bounded(body, maxFrameBytes)));
                return new LongPollBatch(messages, null, body.length);
            }
            int start = 0;
            for (int line = 0; line < MAX_LINES && start <= body.length; line++) {
                int end = start;
                while (end < body.length && body[end] != '\n') {
                    end++;
                }
                byte[] bytes =
                        Buffer.buffer().appendBytes(body, start, end - start).getBytes();
                messages.add(line(serializer, bounded(bytes, maxFrameBytes)));
                start = end + 1;
            }
            return new LongPollBatch(messages, null, body.length);
        } catch (MalformedException e) {
            return new LongPollBatch(messages, LongPollAnswer.TIMEOUT, body.length);
        } catch (IllegalArgumentException notBase64) {
            return new LongPollBatch(messages, LongPollAnswer.FAILED, body.length);
        }
    }

    /** A line that begins with a bracket is text, any other the base64 of a binary frame, with its padding. */
    private static Message line(Serializer serializer, byte[] line) {
        if (line.length > 0 && line[0] == '[') {
            return serializer.decodeText(line);
        }
        if (line.length % 4 != 0) {
            throw new IllegalArgumentException("no padding");
        }
        return serializer.decodeBinary(Base64.getDecoder().decode(new String(line, StandardCharsets.ISO_8859_1)));
    }

    private static byte[] bounded(byte[] bytes, int max) {
        if (bytes.length > max) {
            throw new MalformedException(CloseCode.TOO_BIG, "above the limit");
        }
        return bytes;
    }
}
