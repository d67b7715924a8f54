package dev.parley.socketio;

import dev.parley.engineio.EngineIoHandler;
import dev.parley.engineio.EngineIoSocket;
import dev.parley.engineio.MalformedException;
import dev.parley.websocket.SteadyClock;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection and the namespaces it is in. Lives on its event loop. */
final class Connection implements EngineIoHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Map<String, ConnectHandler> namespaces;
    private final SocketIoOptions options;
    private final EngineIoSocket engine;
    private final List<NamespaceSocket> sockets = new ArrayList<>(1);
    private long connectBy;
    private @Nullable Assembly assembly;
    private boolean ended;

    private Connection(Map<String, ConnectHandler> namespaces, SocketIoOptions options, EngineIoSocket engine) {
        this.namespaces = namespaces;
        this.options = options;
        this.engine = engine;
        connectBy = SteadyClock.millis() + options.connectTimeout().toMillis();
    }

    /** Takes a new connection. Clients of protocol 3 are in the main namespace without asking. */
    static Connection accept(Map<String, ConnectHandler> namespaces, SocketIoOptions options, EngineIoSocket engine) {
        Connection connection = new Connection(namespaces, options, engine);
        if (connection.old()) {
            connection.connect("/", null);
        }
        return connection;
    }

    private boolean old() {
        return engine.handshake().protocol() == 3;
    }

    // What the client sends.

    @Override
    public void message(String text) {
        if (assembly != null) {
            throw new MalformedException("text among attachments");
        }
        Packet packet = PacketDecoder.decode(text, options.maxAttachments());
        if (packet.attachments() > 0) {
            assembly = new Assembly(packet);
        } else {
            take(packet);
        }
    }

    @Override
    public void message(Buffer bytes) {
        if (assembly == null) {
            throw new MalformedException("bytes that nothing announced");
        }
        Packet whole = assembly.add(bytes);
        if (whole != null) {
            assembly = null;
            take(whole);
        }
    }

    private void take(Packet packet) {
        QueryStringDecoder name = old() ? new QueryStringDecoder(packet.namespace()) : null;
        String namespace = name == null ? packet.namespace() : name.rawPath();
        NamespaceSocket socket = find(namespace);
        if (packet.type() == PacketType.CONNECT && socket == null) {
            connect(namespace, name == null ? packet.data() : auth(name));
        } else if (socket == null || !socket.joined()) {
            throw new MalformedException("in no such namespace");
        } else {
            switch (packet.type()) {
                case EVENT, BINARY_EVENT -> socket.event(packet);
                case ACK, BINARY_ACK -> socket.acknowledged(packet);
                case DISCONNECT -> {
                    sockets.remove(socket);
                    socket.leave();
                }
                case CONNECT, CONNECT_ERROR -> throw new MalformedException("connected already");
            }
        }
    }

    private @Nullable NamespaceSocket find(String namespace) {
        for (NamespaceSocket socket : sockets) {
            if (socket.namespace().equals(namespace)) {
                return socket;
            }
        }
        return null;
    }

    /** In protocol 3 a client says who it is in the namespace's query. */
    private static @Nullable JsonObject auth(QueryStringDecoder name) {
        JsonObject auth = new JsonObject();
        try {
            name.parameters().forEach((key, values) -> auth.put(key, values.get(values.size() - 1)));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("the namespace's query");
        }
        return auth.isEmpty() ? null : auth;
    }

    private void connect(String name, @Nullable Object auth) {
        ConnectHandler handler = namespaces.get(name);
        if (handler == null) {
            refuse(name, new ConnectRefusedException("Invalid namespace", null));
            return;
        }
        NamespaceSocket socket = new NamespaceSocket(engine, name, options.maxAwaitedAcks(), this::disconnect);
        sockets.add(socket);
        Future<SocketHandler> asked;
        try {
            asked = handler.connect(socket, auth);
        } catch (RuntimeException e) {
            asked = Future.failedFuture(e);
        }
        if (asked.isComplete()) {
            decided(socket, asked);
        } else {
            asked.onComplete(result -> engine.context().runOnContext(v -> decided(socket, result)));
        }
    }

    private void decided(NamespaceSocket socket, AsyncResult<SocketHandler> result) {
        if (result.failed()) {
            if (sockets.remove(socket) && !ended) {
                refuse(socket.namespace(), result.cause());
            }
            socket.leave();
        } else if (socket.gone()) {
            result.result().gone();
        } else {
            connectBy = Long.MAX_VALUE;
            Content content = old() ? Content.NONE : Content.of(new JsonObject().put("sid", socket.id()));
            send(content, PacketType.CONNECT, socket.namespace());
            socket.joined(result.result());
        }
    }

    private void refuse(String namespace, Throwable cause) {
        JsonObject error = new JsonObject().put("message", "Internal server error");
        if (cause instanceof ConnectRefusedException refused) {
            error.put("message", refused.getMessage());
            if (refused.data() != null) {
                error.put("data", refused.data());
            }
        } else {
            LOG.warn("A connect handler failed", cause);
        }
        // Up to Socket.IO 2 the client is told one value.
        Object told = old() ? error.getValue("data", error.getValue("message")) : error;
        send(Content.of(told), PacketType.CONNECT_ERROR, namespace);
    }

    private void send(Content content, PacketType type, String namespace) {
        content.packet(type, namespace, null).forEach(engine::send);
    }

    // The end.

    /** Puts a socket out of its namespace for good. */
    private void disconnect(NamespaceSocket socket) {
        if (sockets.remove(socket)) {
            send(Content.NONE, PacketType.DISCONNECT, socket.namespace());
            socket.leave();
            if (sockets.isEmpty()) {
                engine.close();
            }
        }
    }

    @Override
    public void tick() {
        long now = SteadyClock.millis();
        if (now >= connectBy && sockets.isEmpty()) {
            engine.close();
            return;
        }
        for (NamespaceSocket socket : List.copyOf(sockets)) {
            socket.tick(now);
        }
    }

    @Override
    public void gone() {
        ended = true;
        assembly = null;
        List<NamespaceSocket> left = List.copyOf(sockets);
        sockets.clear();
        left.forEach(NamespaceSocket::leave);
    }
}
