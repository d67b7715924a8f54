package dev.parley.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long it takes until the last of many sockets has heard what one of them, or another, said to all.
 *
 * @param say has it said; run on the generator's event loop
 */
record LastReceiver(Clients clients, List<? extends ClientSocket> receivers, Runnable say) {
    /** Has it said so many times; the nanoseconds of each. */
    Histogram rounds(int rounds) throws Exception {
        Histogram last = new Histogram(3);
        for (int i = 0; i < rounds; i++) {
            CompletableFuture<Long> done = new CompletableFuture<>();
            clients.loop()
                    .submit(() -> {
                        Countdown countdown = new Countdown(receivers.size(), done);
                        receivers.forEach(receiver -> receiver.onAnswer((heard, intended) -> countdown.answer()));
                        say.run();
                    })
                    .get();
            last.recordValue(done.get(30, TimeUnit.SECONDS));
            // So that one round's garbage and writes do not run into the next.
            Thread.sleep(100);
        }
        return last;
    }
}
