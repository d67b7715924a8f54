package dev.parley.websocket;

import dev.parley.testing.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The server's side of a WebSocket in a test: an echo that notes what happens to it. */
final class Peer extends WebSocketConnection {
    /** What a test holds it by. */
    static final int BY_TEST = 2;

    static final int BY_ANOTHER = 4;

    /** How often it looks at the clock, in milliseconds. */
    static final int LOOK_MS = 20;

    final List<String> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger pongs = new AtomicInteger();
    final AtomicInteger looks = new AtomicInteger();
    final AtomicInteger endings = new AtomicInteger();
    final AtomicInteger gone = new AtomicInteger();
    private final Context context;
    private final long timer;

    Peer(Context context, WebSocketLimits limits) {
        super(context, limits);
        this.context = context;
        timer = context.owner().setPeriodic(LOOK_MS, id -> {
            endsBy(now());
            looks.incrementAndGet();
        });
    }

    @Override
    protected void opened() {}

    @Override
    protected void received(boolean binary, byte[] bytes) {
        heard.add(new String(bytes));
        if (heard.get(heard.size() - 1).startsWith("hold")) {
            hold(BY_TEST);
        }
        send(binary, bytes);
    }

    @Override
    protected void ponged() {
        pongs.incrementAndGet();
    }

    @Override
    protected void ending() {
        endings.incrementAndGet();
    }

    @Override
    protected void gone() {
        context.owner().cancelTimer(timer);
        gone.incrementAndGet();
    }

    /** Runs on its event loop and waits for the result. */
    <T> T ask(Supplier<T> question) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(v -> answer.complete(question.get()));
        return Waiting.on(answer.future());
    }

    /** Runs on its event loop and waits for the end. */
    void tell(Runnable task) {
        ask(() -> {
            task.run();
            return true;
        });
    }

    /** Sends so many messages of so many bytes, each with its number in front. */
    void flood(int messages, int bytes) {
        tell(() -> {
            for (int i = 0; i < messages; i++) {
                send(false, numbered(i, bytes).getBytes());
            }
        });
    }

    static String numbered(int number, int bytes) {
        String head = number + ":";
        return head + "x".repeat(bytes - head.length());
    }

    void pingClient() {
        tell(this::ping);
    }

    void holdBy(int reason) {
        tell(() -> hold(reason));
    }

    void releaseBy(int reason) {
        tell(() -> release(reason));
    }

    boolean full() {
        return ask(this::writeQueueFull);
    }

    long silence() {
        return ask(() -> silentFor(now()));
    }
}
