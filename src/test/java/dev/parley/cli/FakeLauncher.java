package dev.parley.cli;

import dev.parley.admin.BotStore;
import dev.parley.admin.TokenStore;
import dev.parley.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A launcher over bots and tokens in memory, which cannot serve. */
record FakeLauncher(MemoryBots bots, MemoryTokens tokens, List<String> problems) implements Launcher {
    FakeLauncher(MemoryBots bots, List<String> problems) {
        this(bots, new MemoryTokens(), problems);
    }

    @Override
    public Future<Running> serve(Vertx vertx, Config config) {
        return Future.failedFuture("the store is made of paper");
    }

    @Override
    public Future<BotStore> openBots(Vertx vertx, Config config) {
        return Future.succeededFuture(bots);
    }

    @Override
    public Future<TokenStore> openTokens(Vertx vertx, Config config) {
        return Future.succeededFuture(tokens);
    }

    @Override
    public String backup(Config config, Path file, boolean force) {
        return "backed up to " + file;
    }

    @Override
    public String restore(Config config, Path file) {
        return "restored " + file;
    }

    @Override
    public String copyStore(Config config, @Nullable String to) {
        return "copied";
    }

    @Override
    public List<String> checkBots(Config config) {
        return problems;
    }
}
