package dev.parley.bench;

import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A measured process's side of its control line: commands on standard input, one JSON object back for each. */
final class Control {
    private final Vertx vertx;
    private final PrintStream out;

    /** Keeps standard output for itself: what others print goes to standard error. */
    Control(Vertx vertx) {
        this.vertx = vertx;
        this.out = System.out;
        System.setOut(System.err);
    }

    /** Says that the process is ready, serves commands until {@code quit} or the end of the input, then stops. */
    void serve(JsonObject ready, Supplier<Future<Void>> stop) throws Exception {
        answer(ready);
        LoopProbe probe = new LoopProbe(vertx);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = in.readLine(); command != null && !command.equals("quit"); command = in.readLine()) {
            answer(
                    switch (command) {
                        case "cpu" -> new JsonObject().put("nanos", cpu());
                        case "memory" -> memory();
                        case "probe" -> {
                            probe.start();
                            yield new JsonObject();
                        }
                        case "longest" -> new JsonObject().put("nanos", probe.stop());
                        default -> throw new IOException("unknown command " + command);
                    });
        }
        stop.get().toCompletionStage().toCompletableFuture().get();
        answer(new JsonObject());
    }

    private void answer(JsonObject object) {
        out.println(object.encode());
        out.flush();
    }

    /** What all threads of the process have used, the collector's and the compiler's included. */
    private static long cpu() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.OperatingSystemMXBean sun) {
            return sun.getProcessCpuTime();
        }
        throw new IOException("this Java does not tell its CPU time");
    }

    /** Heap and direct memory in use after forced collections; several, as a reference queue may need the next one. */
    private static JsonObject memory() throws InterruptedException {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(100);
            heap = Math.min(
                    heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        long pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        // Depending on the Java version Netty's direct memory is counted by the one or by both.
        long direct = Math.max(pools, PlatformDependent.usedDirectMemory());
        return new JsonObject().put("heap", heap).put("direct", direct);
    }
}
