package dev.parley.cli;

import dev.parley.admin.BotStore;
import dev.parley.admin.TokenStore;
import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import dev.parley.config.DataDirectoryInUseException;
import java.io.IOException;

/**
 * Finds the way to bots and tokens: the server that holds the data directory, or the store when none does. What is
 * opened the caller closes.
 */
final class ServerAccess {
    private final Launcher launcher;
    private final ConfigFlags flags;

    ServerAccess(Launcher launcher, ConfigFlags flags) {
        this.launcher = launcher;
        this.flags = flags;
    }

    /** The way to the bots. */
    BotAdmin bots() throws Exception {
        Config config = flags.load();
        return open(
                config,
                directory -> new StoreBotAdmin(
                        OpenedStore.open(directory, vertx -> launcher.openBots(vertx, config), BotStore::close),
                        config),
                (url, server) -> new RestBotAdmin(server, Banner.publicUrl(config, url)));
    }

    /** The way to the tokens. */
    TokenAdmin tokens() throws Exception {
        Config config = flags.load();
        return open(
                config,
                directory -> new StoreTokenAdmin(
                        OpenedStore.open(directory, vertx -> launcher.openTokens(vertx, config), TokenStore::close)),
                (url, server) -> new RestTokenAdmin(server));
    }

    private interface InStore<T> {
        T open(DataDirectory directory) throws Exception;
    }

    private interface OverRest<T> {
        T reach(String url, RestCalls server);
    }

    private static <T> T open(Config config, InStore<T> inStore, OverRest<T> overRest) throws Exception {
        DataDirectory directory;
        try {
            // Holding the directory keeps a server from starting on the same store meanwhile.
            directory = DataDirectory.open(config.dataDir());
        } catch (DataDirectoryInUseException inUse) {
            return overRest(config, inUse, overRest);
        }
        return inStore.open(directory);
    }

    private static <T> T overRest(Config config, DataDirectoryInUseException inUse, OverRest<T> overRest)
            throws IOException {
        String url = inUse.url()
                .orElseThrow(() -> new CommandException(inUse.getMessage() + ", which does not listen yet; try again"));
        AdminToken token = AdminToken.find(config)
                .orElseThrow(() -> new CommandException(
                        "the admin token is unknown: set PARLEY_ADMIN_TOKEN as for the server at " + url));
        LocalHttp http = new LocalHttp(config.http().tls());
        return overRest.reach(url, new RestCalls(http, url, token.secret().value()));
    }
}
