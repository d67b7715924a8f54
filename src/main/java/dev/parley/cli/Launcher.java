package dev.parley.cli;

import dev.parley.admin.BotStore;
import dev.parley.admin.TokenStore;
import dev.parley.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line needs of the server it belongs to. Called on the main thread. */
public interface Launcher {
    /** Starts a server; the future fails with an exception whose message tells the operator why not. */
    Future<Running> serve(Vertx vertx, Config config);

    /** Opens the bots of a store while no server runs. The caller holds the data directory. */
    Future<BotStore> openBots(Vertx vertx, Config config);

    /** Opens the tokens of a store while no server runs. The caller holds the data directory. */
    Future<TokenStore> openTokens(Vertx vertx, Config config);

    /**
     * Writes the store and the images into a file, while a server runs or not; a sentence about what was done. Blocks.
     * Failures carry a message for the operator.
     *
     * @param force whether an existing file is replaced
     */
    String backup(Config config, Path file, boolean force) throws Exception;

    /** Puts a backup where nothing is yet; a sentence about what was done. Blocks and fails like {@link #backup}. */
    String restore(Config config, Path file) throws Exception;

    /**
     * Copies the SQLite store, which no server has open, to an empty PostgreSQL store; a sentence about what was done.
     * Blocks and fails like {@link #backup}.
     *
     * @param to its URL, password included; null for the one that the configuration names
     */
    String copyStore(Config config, @Nullable String to) throws Exception;

    /** What is wrong with the bot files of this configuration, a sentence each, beginning with the file. Blocks. */
    List<String> checkBots(Config config);
}
