package dev.parley.socketio;

import dev.parley.engineio.EngineIoMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event for clients, encoded once for all sockets it is sent to. Immutable; any thread. */
public final class Emission {
    private final Content content;
    private final List<EngineIoMessage> main;

    private Emission(Content content) {
        this.content = content;
        main = content.packet(PacketType.EVENT, "/", null);
    }

    /**
     * An event with JSON arguments; binary ones, also within others, are {@link Buffer}s.
     *
     * @throws IllegalArgumentException if the event's name is reserved
     * @throws io.vertx.core.json.EncodeException if an argument has no JSON form
     */
    public static Emission of(String event, @Nullable Object... arguments) {
        List<@Nullable Object> values = new ArrayList<>(arguments.length + 1);
        values.add(checked(event));
        values.addAll(Arrays.asList(arguments));
        return new Emission(Content.of(values));
    }

    /**
     * An event with one argument that is JSON text already.
     *
     * @throws IllegalArgumentException if the event's name is reserved
     */
    public static Emission ofJson(String event, Buffer json) {
        return new Emission(Content.ofJson("[" + Json.encode(checked(event)) + "," + json + "]"));
    }

    private static String checked(String event) {
        if (PacketDecoder.reserved(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
        return event;
    }

    Content content() {
        return content;
    }

    List<EngineIoMessage> packet(String namespace) {
        return namespace.equals("/") ? main : content.packet(PacketType.EVENT, namespace, null);
    }
}
