package dev.parley.socketio;

import dev.parley.engineio.EngineIoMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a packet to clients says: JSON, and the bytes that belong to it. Encoded once; each namespace puts its own head before
 * it.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Content(byte[] json, List<EngineIoMessage> attachments) {
    static final Content NONE = new Content(new byte[0], List.of());

    /** JSON that is written already. */
    static Content ofJson(String json) {
        return new Content(utf8(json), List.of());
    }

    /**
     * A list of values, binary ones being {@link Buffer}s.
     *
     * @throws io.vertx.core.json.EncodeException if one has no JSON form
     */
    static Content of(List<? extends @Nullable Object> values) {
        List<Buffer> buffers = new ArrayList<>(0);
        Object bare = Attachments.takeOut(values, buffers);
        return new Content(
                utf8(new JsonArray((List<?>) bare).encode()),
                buffers.stream().map(EngineIoMessage::binary).toList());
    }

    /** One JSON value. */
    static Content of(Object value) {
        return new Content(utf8(Json.encode(value)), List.of());
    }

    /**
     * The messages that make the packet.
     *
     * @param type not a binary one, which follows from the content
     */
    List<EngineIoMessage> packet(PacketType type, String namespace, @Nullable String id) {
        StringBuilder head = new StringBuilder();
        if (attachments.isEmpty()) {
            head.append(type.digit());
        } else {
            PacketType binary = type == PacketType.ACK ? PacketType.BINARY_ACK : PacketType.BINARY_EVENT;
            head.append(binary.digit()).append(attachments.size()).append('-');
        }
        if (!namespace.equals("/")) {
            head.append(namespace).append(',');
        }
        if (id != null) {
            head.append(id);
        }
        EngineIoMessage text = EngineIoMessage.text(utf8(head.toString()), json);
        if (attachments.isEmpty()) {
            return List.of(text);
        }
        List<EngineIoMessage> all = new ArrayList<>(attachments.size() + 1);
        all.add(text);
        all.addAll(attachments);
        return all;
    }

    /** Half a surrogate pair, which has no UTF-8, becomes a question mark. */
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
