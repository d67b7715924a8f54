package dev.parley.phoenix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON in UTF-8: what Vert.x's JSON types may hold, floats in their shortest form, encoded payloads as they are. */
final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private JsonWriter() {}

    /** Something written as one JSON text. */
    interface Writing {
        void write(JsonGenerator out) throws IOException;
    }

    /**
     * Writes one text.
     *
     * @throws IllegalArgumentException if a value has no JSON form
     */
    static byte[] write(Writing writing) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(null, 256);
                JsonGenerator out = FACTORY.createGenerator(bytes)) {
            writing.write(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Writes a payload that is JSON. */
    static void payload(JsonGenerator out, Payload payload) throws IOException {
        if (payload instanceof Payload.Encoded encoded) {
            out.writeRawValue(encoded.json());
        } else if (payload instanceof Payload.Json json) {
            value(out, json.value());
        } else {
            throw new IllegalArgumentException("bytes have no JSON form");
        }
    }

    /** The payload of a reply, the same in both generations. */
    static void replyPayload(JsonGenerator out, String status, Payload response) throws IOException {
        out.writeStartObject();
        out.writeFieldName("response");
        payload(out, response);
        out.writeFieldName("status");
        string(out, status);
        out.writeEndObject();
    }

    static void value(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof CharSequence text) {
            string(out, text.toString());
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof JsonObject object) {
            object(out, object.getMap());
        } else if (value instanceof JsonArray array) {
            array(out, array.getList());
        } else if (value instanceof Map<?, ?> map) {
            object(out, map);
        } else if (value instanceof List<?> list) {
            array(out, list);
        } else if (value instanceof Enum<?> constant) {
            out.writeString(constant.name());
        } else if (value instanceof Instant instant) {
            out.writeString(instant.toString());
        } else if (value instanceof Buffer buffer) {
            base64(out, buffer.getBytes());
        } else if (value instanceof byte[] bytes) {
            base64(out, bytes);
        } else {
            throw new IllegalArgumentException(value.getClass().getName() + " has no JSON form");
        }
    }

    static void string(JsonGenerator out, String text) throws IOException {
        out.writeString(wellFormed(text));
    }

    /** Jackson joins a lone surrogate with whatever follows it, so there must be none. */
    private static String wellFormed(String text) {
        if (!JsonReader.isWellFormed(text)) {
            throw new IllegalArgumentException("a lone surrogate has no JSON form");
        }
        return text;
    }

    private static void object(JsonGenerator out, Map<?, ?> map) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeFieldName(wellFormed(String.valueOf(entry.getKey())));
            value(out, entry.getValue());
        }
        out.writeEndObject();
    }

    private static void array(JsonGenerator out, List<?> list) throws IOException {
        out.writeStartArray();
        for (Object element : list) {
            value(out, element);
        }
        out.writeEndArray();
    }

    private static void number(JsonGenerator out, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            out.writeNumber(number.intValue());
        } else if (number instanceof Long) {
            out.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            out.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            out.writeNumber(big);
        } else {
            floating(out, number);
        }
    }

    private static void floating(JsonGenerator out, Number number) throws IOException {
        if (!Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(number + " has no JSON form");
        }
        if (number instanceof Float) {
            out.writeNumber(number.floatValue());
        } else {
            out.writeNumber(number.doubleValue());
        }
    }

    private static void base64(JsonGenerator out, byte[] bytes) throws IOException {
        out.writeString(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
