package dev.parley.phoenix;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The binary frames of V2: a kind, one size byte a field, the fields in UTF-8, and the bytes of the payload as the rest.
 * A null ref is written with size 0; received, size 0 is the empty string.
 */
final class BinaryFrames {
    private static final byte PUSH = 0;
    private static final byte REPLY = 1;
    private static final byte BROADCAST = 2;
    private static final int MAX_FIELD = 255;

    private BinaryFrames() {}

    static Message decode(byte[] bytes) {
        if (bytes.length < 5 || bytes[0] != PUSH) {
            throw new MalformedException("no binary push");
        }
        String[] fields = new String[4];
        int at = 5;
        for (int i = 0; i < fields.length; i++) {
            int size = bytes[1 + i] & 0xff;
            if (at + size > bytes.length) {
                throw new MalformedException("sizes beyond the frame");
            }
            fields[i] = new String(bytes, at, size, StandardCharsets.UTF_8);
            at += size;
        }
        Buffer data = Buffer.buffer(bytes.length - at).appendBytes(bytes, at, bytes.length - at);
        return new Message(fields[0], fields[1], fields[2], fields[3], new Payload.Binary(data), bytes.length);
    }

    static Frame reply(
            @Nullable Object joinRef,
            @Nullable Object ref,
            @Nullable Object topic,
            String status,
            Payload.Binary payload) {
        return frame(REPLY, payload, joinRef, ref, topic, status);
    }

    static Frame push(@Nullable Object joinRef, String topic, String event, Payload.Binary payload) {
        return frame(PUSH, payload, joinRef, topic, event);
    }

    static Frame broadcast(String topic, String event, Payload.Binary payload) {
        return frame(BROADCAST, payload, topic, event);
    }

    private static Frame frame(byte kind, Payload.Binary payload, @Nullable Object... fields) {
        byte[][] encoded = new byte[fields.length][];
        Buffer out = Buffer.buffer().appendByte(kind);
        for (int i = 0; i < fields.length; i++) {
            encoded[i] = field(fields[i]);
            out.appendUnsignedByte((short) encoded[i].length);
        }
        for (byte[] field : encoded) {
            out.appendBytes(field);
        }
        return new Frame(true, out.appendBuffer(payload.bytes()).getBytes());
    }

    /** A ref that is no text, such as a number, is written as the text it is in JSON. */
    private static byte[] field(@Nullable Object value) {
        byte[] bytes;
        if (value == null) {
            bytes = new byte[0];
        } else if (value instanceof String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
        } else {
            bytes = JsonWriter.write(out -> JsonWriter.value(out, value));
        }
        if (bytes.length > MAX_FIELD) {
            throw new IllegalArgumentException("field longer than " + MAX_FIELD + " bytes");
        }
        return bytes;
    }
}
