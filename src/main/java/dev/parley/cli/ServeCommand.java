package dev.parley.cli;

import dev.parley.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Starts the server and stays until the process is told to end. */
@Command(name = "serve", description = "Start the server (the default command).")
final class ServeCommand implements Callable<Integer> {
    private final Launcher launcher;
    private final Terminal terminal;
    private final ConfigFlags flags;

    ServeCommand(Launcher launcher, Terminal terminal, ConfigFlags flags) {
        this.launcher = launcher;
        this.terminal = terminal;
        this.flags = flags;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = flags.load();
        Vertx vertx = Vertx.vertx();
        Future<Running> started = launcher.serve(vertx, config);
        Thread hook = new Thread(() -> stop(vertx, started, config.timers().shutdown()), "parley-stop");
        // Before the start is through: who is told to end while starting must not leave a half-made store either.
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Running running = Await.result(started);
            terminal.out().print(new Banner(config, terminal.interactive()).text(running));
            terminal.out().flush();
        } catch (Exception e) {
            terminal.err().println("Parley did not start: " + Reason.ofStart(e, config));
            LoggerFactory.getLogger(ServeCommand.class).debug("start failed", e);
            withdraw(hook);
            vertx.close();
            return 1;
        }
        // Only the hook ends a server, and the process with it.
        new CountDownLatch(1).await();
        return 0;
    }

    private static void withdraw(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is already ending, and the hook at work.
            LoggerFactory.getLogger(ServeCommand.class).debug("told to end while starting");
        }
    }

    private static void stop(Vertx vertx, Future<Running> started, Duration patience) {
        // A little less than was promised: the process needs a moment to end.
        long deadline = System.nanoTime() + patience.toNanos() / 100 * 95;
        try {
            await(started.compose(running -> running.stop().get(), failure -> Future.succeededFuture()), deadline);
            // Not composed with the stop: a future that belongs to an event loop never completes once those are gone.
            await(vertx.close(), deadline);
        } catch (TimeoutException e) {
            LoggerFactory.getLogger(ServeCommand.class).warn("stopping takes longer than {}; ending now", patience);
        } catch (Exception e) {
            LoggerFactory.getLogger(ServeCommand.class).warn("stopping failed: {}", Reason.of(e));
        }
    }

    private static void await(Future<Void> future, long deadline) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
}
