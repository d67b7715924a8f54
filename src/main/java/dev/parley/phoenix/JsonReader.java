package dev.parley.phoenix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.parley.websocket.CloseCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as Phoenix does: the first of two equal keys wins, integers keep every digit, lone surrogates and floats
 * out of range are errors. Nesting beyond {@value #MAX_DEPTH} levels (what Vert.x itself can encode again) and numbers of
 * more than {@value #MAX_DIGITS} digits are refused too, so that no frame costs more than its size.
 */
final class JsonReader implements AutoCloseable {
    private static final int MAX_DEPTH = 1_000;
    private static final int MAX_DIGITS = 10_000;

    /** Names come from clients, so they are neither interned nor kept in a symbol table. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser parser;

    /** Without an escape, well-formed UTF-8 cannot hold a surrogate. */
    private final boolean escapes;

    private JsonReader(String text) throws IOException {
        parser = FACTORY.createParser(text);
        escapes = text.indexOf('\\') >= 0;
    }

    /** Something read from one JSON text. */
    interface Reading<T> {
        T read(JsonReader reader) throws IOException;
    }

    /**
     * Reads a whole text.
     *
     * @throws MalformedException if it is no UTF-8, no JSON, or goes on after the value
     */
    static <T> T read(byte[] utf8, Reading<T> reading) {
        try (JsonReader reader = new JsonReader(text(utf8))) {
            T value = reading.read(reader);
            if (reader.parser.nextToken() != null) {
                throw new MalformedException("text after the value");
            }
            return value;
        } catch (IOException e) {
            throw new MalformedException("not JSON");
        }
    }

    /** The bytes as text; the replacement character tells cheaply that a strict look is needed. */
    private static String text(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            } catch (CharacterCodingException e) {
                throw new MalformedException(CloseCode.INVALID_DATA, "not UTF-8");
            }
        }
        return text;
    }

    /** Moves to the next token and tells whether it is this one. */
    boolean next(JsonToken token) throws IOException {
        return parser.nextToken() == token;
    }

    /** The name the reader stands on. */
    String name() throws IOException {
        return checked(parser.currentName());
    }

    /** Reads the next value of the array the reader stands in. */
    @Nullable
    Object element() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            throw new MalformedException("too few elements");
        }
        return value(token);
    }

    /** Reads over the rest of the array the reader stands in, which must be JSON all the same. */
    void skipElements() throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            value(token);
        }
    }

    /** Reads the value of the name the reader stands on. */
    @Nullable
    Object value() throws IOException {
        return value(parser.nextToken());
    }

    private @Nullable Object value(@Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new MalformedException("cut off");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> checked(parser.getText());
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new MalformedException("no value");
        };
    }

    private JsonObject object() throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = name();
            Object value = value();
            if (!map.containsKey(name)) {
                map.put(name, value);
            }
        }
        return new JsonObject(map);
    }

    private JsonArray array() throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(token));
        }
        return new JsonArray(list);
    }

    private static Double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new MalformedException("float out of range");
        }
        return number;
    }

    private String checked(String text) {
        if (escapes && !isWellFormed(text)) {
            throw new MalformedException("lone surrogate");
        }
        return text;
    }

    /** Whether each surrogate has its other half. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i++;
                if (Character.isLowSurrogate(c) || i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
