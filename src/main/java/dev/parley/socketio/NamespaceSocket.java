package dev.parley.socketio;

import dev.parley.engineio.EngineIoMessage;
import dev.parley.engineio.EngineIoSocket;
import dev.parley.engineio.Handshake;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client in a namespace, or at its door: until it is let in, what is emitted waits. */
final class NamespaceSocket implements Socket {
    private final EngineIoSocket engine;
    private final String namespace;
    private final int maxAwaitedAcks;
    private final Consumer<NamespaceSocket> disconnect;
    private final String id = UUID.randomUUID().toString();
    private @Nullable SocketHandler handler;
    private @Nullable List<EngineIoMessage> early;
    private @Nullable AwaitedAcks awaited;
    private boolean gone;

    /**
     * @param disconnect puts it out of its namespace for good
     */
    NamespaceSocket(EngineIoSocket engine, String namespace, int maxAwaitedAcks, Consumer<NamespaceSocket> disconnect) {
        this.engine = engine;
        this.namespace = namespace;
        this.maxAwaitedAcks = maxAwaitedAcks;
        this.disconnect = disconnect;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public Handshake handshake() {
        return engine.handshake();
    }

    @Override
    public Context context() {
        return engine.context();
    }

    /** Whether it has been let in. */
    boolean joined() {
        return handler != null;
    }

    /** It is let in, and its client has been told. */
    void joined(SocketHandler joined) {
        handler = joined;
        List<EngineIoMessage> waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(engine::send);
        }
    }

    void event(Packet packet) {
        JsonArray values = packet.values();
        List<@Nullable Object> arguments = arguments(values, 1);
        String ackId = packet.id();
        Ack ack = ackId == null ? null : new OneAck(ackId);
        if (handler != null) {
            handler.event(String.valueOf(values.getValue(0)), arguments, ack);
        }
    }

    void acknowledged(Packet packet) {
        if (awaited != null && packet.id() != null) {
            awaited.complete(packet.id(), arguments(packet.values(), 0));
        }
    }

    /** The values as they are: asking the array for them would turn bytes into text. */
    private static List<@Nullable Object> arguments(JsonArray values, int from) {
        List<@Nullable Object> arguments = new ArrayList<>(values.size());
        for (int i = from; i < values.size(); i++) {
            Object value = values.getList().get(i);
            arguments.add(value instanceof Buffer ? value : values.getValue(i));
        }
        return arguments;
    }

    /** Answers once. */
    private final class OneAck implements Ack {
        private @Nullable String id;

        OneAck(String id) {
            this.id = id;
        }

        @Override
        public void send(@Nullable Object... arguments) {
            String unused = id;
            id = null;
            if (unused != null && !gone) {
                Content.of(Arrays.asList(arguments))
                        .packet(PacketType.ACK, namespace, unused)
                        .forEach(engine::send);
            }
        }
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        emit(Emission.of(event, arguments));
    }

    @Override
    public void emit(Emission emission) {
        push(emission.packet(namespace));
    }

    private void push(List<EngineIoMessage> packet) {
        if (gone) {
            return;
        }
        if (joined()) {
            packet.forEach(engine::send);
        } else {
            if (early == null) {
                early = new ArrayList<>(1);
            }
            early.addAll(packet);
        }
    }

    @Override
    public Future<List<@Nullable Object>> emitWithAck(Duration timeout, String event, @Nullable Object... arguments) {
        if (gone) {
            return Future.failedFuture(new IllegalStateException("the socket has gone"));
        }
        Content content = Emission.of(event, arguments).content();
        if (awaited == null) {
            awaited = new AwaitedAcks(maxAwaitedAcks);
        }
        AwaitedAcks.Awaited ack = awaited.add(timeout);
        if (ack == null) {
            return Future.failedFuture(new IllegalStateException("too many answers are awaited"));
        }
        push(content.packet(PacketType.EVENT, namespace, ack.id()));
        return ack.answer();
    }

    @Override
    public boolean writeQueueFull() {
        return engine.writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> drained) {
        if (!gone) {
            engine.onceDrained(drained);
        }
    }

    /** Looks at the clock. */
    void tick(long now) {
        if (awaited != null) {
            awaited.expire(now);
        }
    }

    @Override
    public void disconnect() {
        if (!gone) {
            disconnect.accept(this);
        }
    }

    @Override
    public void close() {
        if (!gone) {
            engine.close();
        }
    }

    /** It is in no namespace any more. */
    void leave() {
        if (!gone) {
            gone = true;
            early = null;
            if (awaited != null) {
                awaited.fail();
            }
            if (handler != null) {
                handler.gone();
            }
        }
    }

    boolean gone() {
        return gone;
    }
}
