package dev.parley.gateway.chatio;

import dev.parley.conversation.ClientQuota;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection over socket.io: each frame is the one argument of an event {@code message}, in both directions. */
final class SioConnection implements ClientTransport, SocketHandler {
    private final Socket socket;
    private final Connection connection;

    private SioConnection(ChatioLoop loop, Socket socket, long license, ClientQuota quota) {
        this.socket = socket;
        this.connection = new Connection(loop, this, license, quota);
    }

    /** Takes a client that has connected. */
    static SioConnection accept(ChatioLoop loop, Socket socket) {
        ClientQuota quota =
                loop.context().conversations().quota(socket.handshake().address());
        long license = Licence.parse(socket.handshake().query().get("license_id"));
        SioConnection accepted = new SioConnection(loop, socket, license, quota);
        // Behind the answer that it is connected, ahead of which nothing can be said.
        socket.context().runOnContext(joined -> accepted.begin());
        return accepted;
    }

    private void begin() {
        connection.begin(
                socket.handshake().origin(), socket.handshake().headers().get("host"));
    }

    @Override
    public void event(String name, List<@Nullable Object> arguments, @Nullable Ack ack) {
        if (name.equals(Frame.EVENT) && !arguments.isEmpty()) {
            Object frame = arguments.get(0);
            connection.received(() -> Request.of(frame));
        }
    }

    @Override
    public void gone() {
        connection.gone();
    }

    @Override
    public void send(Frame frame) {
        socket.emit(frame.emission());
    }

    /** The socket's own keep-alive looks at the clock. */
    @Override
    public void tick(long now) {}

    @Override
    public void evict() {
        socket.disconnect();
    }

    @Override
    public void close() {
        socket.close();
    }
}
