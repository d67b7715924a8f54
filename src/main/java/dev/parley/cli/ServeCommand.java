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
            vertx.close();
            return 1;
        }
        // Only the hook ends a server, and the process with it.
        new CountDownLatch(1).await();
        return 0;
    }

    private static void stop(Vertx vertx, Future<Running> started, Duration patience) {
        Future<Void> stopped = started.compose(running -> running.stop().get(), failure -> Future.succeededFuture())
                .eventually(vertx::close);
        try {
            // A little less than was promised: the process needs a moment to end.
            stopped.toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis() * 95 / 100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LoggerFactory.getLogger(ServeCommand.class).warn("stopping takes longer than {}; ending now", patience);
        } catch (Exception e) {
            LoggerFactory.getLogger(ServeCommand.class).warn("stopping failed: {}", Reason.of(e));
        }
    }
}
