package dev.parley.cli;

import dev.parley.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** What the command line needs of the server it belongs to. Called on the main thread. */
public interface Launcher {
    /** Starts a server; the future fails with an exception whose message tells the operator why not. */
    Future<Running> serve(Vertx vertx, Config config);

    /** Opens the bots of a store while no server runs. The caller holds the data directory. */
    Future<BotStore> openBots(Vertx vertx, Config config);

    /** Opens the tokens of a store while no server runs. The caller holds the data directory. */
    Future<TokenStore> openTokens(Vertx vertx, Config config);

    /** What is wrong with the bot files of this configuration, a sentence each, beginning with the file. Blocks. */
    List<String> checkBots(Config config);
}
