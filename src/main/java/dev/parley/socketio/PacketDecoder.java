package dev.parley.socketio;

import dev.parley.engineio.MalformedException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a packet: type, attachments and a dash, namespace and a comma, id, JSON. Pure; throws
 * {@link MalformedException} and nothing else.
 */
final class PacketDecoder {
    /** Names with a meaning of their own, which the original's parser refuses. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    /** More digits than a client counts to. */
    private static final int MAX_ID = 20;

    private final String text;
    private final int maxAttachments;
    private int position;

    private PacketDecoder(String text, int maxAttachments) {
        this.text = text;
        this.maxAttachments = maxAttachments;
    }

    static Packet decode(String text, int maxAttachments) {
        return new PacketDecoder(text, maxAttachments).packet();
    }

    /** Whether an event may not be called so. */
    static boolean reserved(String event) {
        return RESERVED.contains(event);
    }

    private Packet packet() {
        PacketType type = text.isEmpty() ? null : PacketType.of(text.charAt(position++));
        if (type == null) {
            throw new MalformedException("unknown packet type");
        }
        int attachments = type.binary() ? attachments() : 0;
        String namespace = namespace();
        String id = id();
        Object data = position < text.length() ? json() : null;
        if (!valid(type, data)) {
            throw new MalformedException("invalid payload");
        }
        return new Packet(type, attachments, namespace, id, data);
    }

    private int attachments() {
        int count = 0;
        int start = position;
        while (position < text.length() && digit(text.charAt(position)) && count <= maxAttachments) {
            count = count * 10 + text.charAt(position++) - '0';
        }
        if (position == start || position == text.length() || text.charAt(position++) != '-') {
            throw new MalformedException("illegal attachments");
        }
        if (count < 1 || count > maxAttachments) {
            throw new MalformedException("number of attachments");
        }
        return count;
    }

    private String namespace() {
        if (position == text.length() || text.charAt(position) != '/') {
            return "/";
        }
        int comma = text.indexOf(',', position);
        String namespace = text.substring(position, comma < 0 ? text.length() : comma);
        position = comma < 0 ? text.length() : comma + 1;
        return namespace;
    }

    private @Nullable String id() {
        int start = position;
        while (position < text.length() && digit(text.charAt(position))) {
            position++;
        }
        if (position - start > MAX_ID) {
            throw new MalformedException("id too long");
        }
        return position == start ? null : text.substring(start, position);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private @Nullable Object json() {
        try {
            return Json.decodeValue(text.substring(position));
        } catch (DecodeException e) {
            throw new MalformedException("not JSON");
        }
    }

    private static boolean valid(PacketType type, @Nullable Object data) {
        return switch (type) {
            case CONNECT -> data == null || data instanceof JsonObject;
            case DISCONNECT -> data == null;
            case CONNECT_ERROR -> data instanceof JsonObject || data instanceof String;
            case EVENT, BINARY_EVENT -> data instanceof JsonArray event && !event.isEmpty() && named(event.getValue(0));
            case ACK, BINARY_ACK -> data instanceof JsonArray;
        };
    }

    /** Numbers are names too, as in the original's parser. */
    private static boolean named(@Nullable Object name) {
        return name instanceof Number || (name instanceof String event && !reserved(event));
    }
}
