package dev.parley.phoenix;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The wire format of Phoenix up to 1.2, {@code vsn} 1.0.x: JSON objects. It has no join_ref towards the client, and no
 * binary form; JSON in a binary frame is read like text.
 */
final class V1Serializer implements Serializer {
    static final V1Serializer INSTANCE = new V1Serializer();

    private V1Serializer() {}

    @Override
    public Message decodeText(byte[] bytes) {
        return JsonReader.read(bytes, reader -> {
            if (!reader.next(JsonToken.START_OBJECT)) {
                throw new MalformedException("no object");
            }
            Fields fields = new Fields();
            while (reader.next(JsonToken.FIELD_NAME)) {
                fields.read(reader.name(), reader);
            }
            return fields.message(bytes.length);
        });
    }

    @Override
    public Message decodeBinary(byte[] bytes) {
        return decodeText(bytes);
    }

    @Override
    public Frame reply(
            @Nullable Object joinRef, @Nullable Object ref, @Nullable Object topic, String status, Payload response) {
        return new Frame(false, JsonWriter.write(out -> {
            out.writeStartObject();
            out.writeStringField("event", "phx_reply");
            out.writeFieldName("payload");
            JsonWriter.replyPayload(out, status, response);
            out.writeFieldName("ref");
            JsonWriter.value(out, ref);
            out.writeFieldName("topic");
            JsonWriter.value(out, topic);
            out.writeEndObject();
        }));
    }

    @Override
    public Frame push(@Nullable Object joinRef, String topic, String event, Payload payload) {
        return broadcast(topic, event, payload);
    }

    @Override
    public Frame broadcast(String topic, String event, Payload payload) {
        return message(topic, event, payload, null);
    }

    @Override
    public Frame end(@Nullable Object joinRef, String topic, String event) {
        return message(topic, event, Payload.EMPTY, joinRef);
    }

    private static Frame message(String topic, String event, Payload payload, @Nullable Object ref) {
        return new Frame(false, JsonWriter.write(out -> {
            out.writeStartObject();
            out.writeStringField("event", event);
            out.writeFieldName("payload");
            JsonWriter.payload(out, payload);
            out.writeFieldName("ref");
            JsonWriter.value(out, ref);
            out.writeStringField("topic", topic);
            out.writeEndObject();
        }));
    }

    /** The five keys of a message in any order, each read once; four of them must be there. */
    private static final class Fields {
        private static final String[] NAMES = {"topic", "event", "payload", "ref", "join_ref"};
        private static final int REQUIRED = 0b01111;
        private final @Nullable Object[] values = new @Nullable Object[NAMES.length];
        private int present;

        void read(String name, JsonReader reader) throws IOException {
            Object value = reader.value();
            for (int i = 0; i < NAMES.length; i++) {
                if (NAMES[i].equals(name) && (present & 1 << i) == 0) {
                    present |= 1 << i;
                    values[i] = value;
                }
            }
        }

        Message message(int size) {
            if ((present & REQUIRED) != REQUIRED) {
                throw new MalformedException("missing key");
            }
            return new Message(values[4], values[3], values[0], values[1], new Payload.Json(values[2]), size);
        }
    }
}
