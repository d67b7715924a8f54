package dev.parley;

import dev.parley.cli.BotStore;
import dev.parley.cli.Cli;
import dev.parley.cli.Launcher;
import dev.parley.cli.Running;
import dev.parley.cli.Terminal;
import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** The program: hands the server to the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int code = new Cli(new Server(), Terminal.system(), System.getenv()).run(args);
        // Not by returning: threads of a server that failed to start must not keep the process.
        System.exit(code);
    }

    private static final class Server implements Launcher {
        @Override
        public Future<Running> serve(Vertx vertx, Config config) {
            return Parley.start(vertx, config)
                    .compose(parley -> vertx.executeBlocking(() -> AdminToken.obtain(config))
                            .map(token -> new Running(parley.url(), token, Optional.empty(), parley::stop)));
        }

        @Override
        public Future<BotStore> openBots(Vertx vertx, Config config) {
            return Future.failedFuture("no store");
        }

        @Override
        public List<String> checkBots(Config config) {
            return List.of();
        }
    }
}
