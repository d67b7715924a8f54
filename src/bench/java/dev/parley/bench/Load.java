package dev.parley.bench;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Sends messages over sockets and measures their answers. */
final class Load {
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final EventExecutor loop;
    private final List<? extends ClientSocket> sockets;
    private final Meter meter;

    /** Something else that is read when a measurement begins and when it ends. */
    interface Meter {
        long read() throws Exception;
    }

    /**
     * What came out.
     *
     * @param rate answers a second
     * @param latency of each message, from the time it was to be sent to its answer, in nanoseconds
     * @param metered what the meter counted for each answer
     */
    record Result(double rate, Histogram latency, double metered) {
        double millis(double percentile) {
            return latency.getValueAtPercentile(percentile) / 1e6;
        }
    }

    Load(Clients clients, List<? extends ClientSocket> sockets, Meter meter) {
        this.loop = clients.loop();
        this.sockets = sockets;
        this.meter = meter;
    }

    /** As fast as answers come: each socket has {@code depth} messages on their way. */
    Result closed(int depth, Duration warm, Duration measured) throws Exception {
        return run(warm, measured, window -> {
            for (ClientSocket socket : sockets) {
                socket.onAnswer((answering, intended) -> {
                    window.answer(intended);
                    if (window.sending()) {
                        answering.say(System.nanoTime());
                    }
                });
                for (int i = 0; i < depth; i++) {
                    socket.say(System.nanoTime());
                }
            }
        });
    }

    /**
     * At a constant rate, all sockets in turn, whether answers come or not. A message's latency counts from the time
     * the schedule has for it: a stall shows in every message that should have been sent during it.
     */
    Result constant(int rate, Duration warm, Duration measured) throws Exception {
        return run(warm, measured, window -> {
            sockets.forEach(socket -> socket.onAnswer((answering, intended) -> window.answer(intended)));
            Thread pacer = new Thread(() -> pace(rate, window), "bench-pacer");
            pacer.setDaemon(true);
            pacer.start();
        });
    }

    private void pace(int rate, Window window) {
        long start = System.nanoTime();
        for (long i = 0; window.sending(); i++) {
            long intended = start + i * 1_000_000_000L / rate;
            for (long wait = intended - System.nanoTime(); wait > 0; wait = intended - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            ClientSocket socket = sockets.get((int) (i % sockets.size()));
            loop.execute(() -> {
                if (window.sending()) {
                    socket.say(intended);
                }
            });
        }
    }

    private interface Sender {
        void start(Window window);
    }

    private Result run(Duration warm, Duration measured, Sender sender) throws Exception {
        Window window = new Window();
        loop.submit(() -> sender.start(window)).get();
        Thread.sleep(warm.toMillis());
        long before = meter.read();
        window.open();
        Thread.sleep(measured.toMillis());
        window.close();
        long metered = meter.read() - before;
        window.stop();
        drain();
        Result result = loop.submit(() -> window.result(metered)).get();
        sockets.forEach(socket -> socket.onAnswer((answering, intended) -> {}));
        return result;
    }

    /** Waits until every message is answered: none may be lost. */
    private void drain() throws Exception {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (loop.submit(() -> sockets.stream().anyMatch(socket -> socket.waiting() > 0))
                .get()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("messages stay unanswered");
            }
            Thread.sleep(10);
        }
    }
}
