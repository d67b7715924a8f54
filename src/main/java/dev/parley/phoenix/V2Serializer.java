package dev.parley.phoenix;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The wire format of Phoenix since 1.3, {@code vsn} 2.0.x: JSON arrays
 * {@code [join_ref, ref, topic, event, payload]}, and {@link BinaryFrames} where a payload is bytes.
 */
final class V2Serializer implements Serializer {
    static final V2Serializer INSTANCE = new V2Serializer();

    private V2Serializer() {}

    @Override
    public Message decodeText(byte[] bytes) {
        return JsonReader.read(bytes, reader -> {
            if (!reader.next(JsonToken.START_ARRAY)) {
                throw new MalformedException("no array");
            }
            Object joinRef = reader.element();
            Object ref = reader.element();
            Object topic = reader.element();
            Object event = reader.element();
            Payload payload = new Payload.Json(reader.element());
            reader.skipElements();
            return new Message(joinRef, ref, topic, event, payload, bytes.length);
        });
    }

    @Override
    public Message decodeBinary(byte[] bytes) {
        return BinaryFrames.decode(bytes);
    }

    @Override
    public Frame reply(
            @Nullable Object joinRef, @Nullable Object ref, @Nullable Object topic, String status, Payload response) {
        if (response instanceof Payload.Binary binary) {
            return BinaryFrames.reply(joinRef, ref, topic, status, binary);
        }
        return new Frame(false, JsonWriter.write(out -> {
            head(out, joinRef, ref, topic, "phx_reply");
            JsonWriter.replyPayload(out, status, response);
            out.writeEndArray();
        }));
    }

    @Override
    public Frame push(@Nullable Object joinRef, String topic, String event, Payload payload) {
        if (payload instanceof Payload.Binary binary) {
            return BinaryFrames.push(joinRef, topic, event, binary);
        }
        return message(joinRef, null, topic, event, payload);
    }

    @Override
    public Frame broadcast(String topic, String event, Payload payload) {
        if (payload instanceof Payload.Binary binary) {
            return BinaryFrames.broadcast(topic, event, binary);
        }
        return message(null, null, topic, event, payload);
    }

    @Override
    public Frame end(@Nullable Object joinRef, String topic, String event) {
        return message(joinRef, joinRef, topic, event, Payload.EMPTY);
    }

    private static Frame message(
            @Nullable Object joinRef, @Nullable Object ref, String topic, String event, Payload payload) {
        return new Frame(false, JsonWriter.write(out -> {
            head(out, joinRef, ref, topic, event);
            JsonWriter.payload(out, payload);
            out.writeEndArray();
        }));
    }

    private static void head(
            JsonGenerator out, @Nullable Object joinRef, @Nullable Object ref, @Nullable Object topic, String event)
            throws IOException {
        out.writeStartArray();
        JsonWriter.value(out, joinRef);
        JsonWriter.value(out, ref);
        JsonWriter.value(out, topic);
        JsonWriter.string(out, event);
    }
}
