package dev.parley.engineio;

import io.vertx.core.Handler;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A WebSocket that another event loop accepted than the one its connection belongs to: frames are handed over both ways, in
 * order. What is under way is bounded: the sender is told that it is full, the client is not read.
 */
final class AcrossLoops implements Transport, WebSocketTransport.Inbound {
    private static final int MAX_UNDER_WAY = 64 << 10;

    /** What a frame costs beside its bytes. */
    private static final int OVERHEAD = 64;

    private final EngineIoConnection connection;
    private final WebSocketTransport webSocket;
    private final AtomicInteger coming = new AtomicInteger();
    private final AtomicInteger going = new AtomicInteger();

    AcrossLoops(EngineIoConnection connection, WebSocketTransport webSocket) {
        this.connection = connection;
        this.webSocket = webSocket;
    }

    private EngineLoop loop() {
        return webSocket.loop();
    }

    @Override
    public void received(Transport from, boolean binary, byte[] bytes) {
        int cost = bytes.length + OVERHEAD;
        if (coming.addAndGet(cost) > MAX_UNDER_WAY) {
            webSocket.hold();
        }
        connection.loop().execute(() -> {
            connection.received(this, binary, bytes);
            int before = coming.getAndAdd(-cost);
            if (before > MAX_UNDER_WAY && before - cost <= MAX_UNDER_WAY) {
                loop().execute(webSocket::goOn);
            }
        });
    }

    @Override
    public void lost(Transport from) {
        connection.loop().execute(() -> connection.lost(this));
    }

    @Override
    public void send(Packet packet) {
        int cost = packet.size() + OVERHEAD;
        going.addAndGet(cost);
        loop().execute(() -> {
            going.addAndGet(-cost);
            webSocket.send(packet);
        });
    }

    @Override
    public boolean writeQueueFull() {
        return going.get() > MAX_UNDER_WAY || webSocket.writeQueueFull();
    }

    /** Once the WebSocket's own event loop says so, what was handed over before has been written. */
    @Override
    public void onceDrained(Handler<Void> handler) {
        loop().execute(() -> webSocket.onceDrained(v -> connection.loop().execute(() -> handler.handle(null))));
    }

    @Override
    public void close(int code) {
        loop().execute(() -> webSocket.close(code));
    }

    @Override
    public void behind(Runnable task) {
        loop().execute(() -> connection.loop().execute(task));
    }
}
