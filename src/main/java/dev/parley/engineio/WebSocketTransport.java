package dev.parley.engineio;

import dev.parley.websocket.EndpointLoop;
import dev.parley.websocket.WebSocketConnection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries a connection's packets over a WebSocket. It lives on the event loop that accepted it; where the connection belongs
 * to another one, {@link AcrossLoops} stands in between.
 */
final class WebSocketTransport extends WebSocketConnection implements Transport, EndpointLoop.Member {
    private static final int HELD_BY_OWNER = 2;

    private final EngineLoop loop;
    private final Codec codec;
    private final boolean base64;
    private @Nullable Supplier<Inbound> opening;
    private @Nullable Inbound inbound;

    /** Takes what comes over a WebSocket, on its event loop. */
    interface Inbound {
        void received(Transport from, boolean binary, byte[] bytes);

        /** Nothing is sent or taken any more. */
        void lost(Transport from);
    }

    /**
     * @param base64 whether the client takes no binary frames
     */
    WebSocketTransport(EngineLoop loop, Codec codec, boolean base64) {
        super(loop.context(), loop.settings().limits());
        this.loop = loop;
        this.codec = codec;
        this.base64 = base64;
    }

    /** Says who takes what comes; asked once, when the WebSocket stands. */
    void onOpen(Supplier<Inbound> opening) {
        this.opening = opening;
    }

    EngineLoop loop() {
        return loop;
    }

    @Override
    protected void opened() {
        loop.add(this);
        if (opening != null) {
            inbound = opening.get();
            opening = null;
        }
    }

    @Override
    protected void received(boolean binary, byte[] bytes) {
        if (inbound != null) {
            inbound.received(this, binary, bytes);
        }
    }

    @Override
    protected void ending() {
        if (inbound != null) {
            inbound.lost(this);
        }
    }

    @Override
    protected void gone() {
        loop.remove(this);
    }

    /** Takes no more until {@link #goOn}. */
    void hold() {
        hold(HELD_BY_OWNER);
    }

    void goOn() {
        release(HELD_BY_OWNER);
    }

    @Override
    public void send(Packet packet) {
        if (packet instanceof Packet.Text text) {
            send(false, text.frame());
        } else {
            Packet.Binary binary = (Packet.Binary) packet;
            send(!base64, base64 ? codec.base64Frame(binary) : codec.binaryFrame(binary));
        }
    }

    @Override
    public void behind(Runnable task) {
        task.run();
    }

    @Override
    public void sweep(long now) {
        endsBy(now);
    }

    /** The connection it carries is one. */
    @Override
    public boolean isConnection() {
        return false;
    }
}
