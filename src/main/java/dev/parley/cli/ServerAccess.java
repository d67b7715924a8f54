package dev.parley.cli;

import dev.parley.admin.BotStore;
import dev.parley.admin.TokenStore;
import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import dev.parley.config.DataDirectoryInUseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.function.BiFunction;
import java.util.function.Function;

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
    OpenedStore<BotStore> bots() throws Exception {
        return open(launcher::openBots, BotStore::close, RestBots::new);
    }

    /** The way to the tokens. */
    OpenedStore<TokenStore> tokens() throws Exception {
        return open(launcher::openTokens, TokenStore::close, RestTokens::new);
    }

    private <S> OpenedStore<S> open(
            BiFunction<Vertx, Config, Future<S>> opening,
            Function<S, Future<Void>> closing,
            Function<RestCalls, S> overRest)
            throws Exception {
        Config config = flags.load();
        DataDirectory directory;
        try {
            // Holding the directory keeps a server from starting on the same store meanwhile.
            directory = DataDirectory.open(config.dataDir());
        } catch (DataDirectoryInUseException inUse) {
            RestCalls server = calls(config, inUse);
            return new OpenedStore<>(overRest.apply(server), Banner.publicUrl(config, server.url()), () -> true);
        }
        String url = Banner.publicUrl(
                config, config.http().url(config.http().host(), config.http().port()));
        return OpenedStore.offline(directory, url, vertx -> opening.apply(vertx, config), closing);
    }

    private static RestCalls calls(Config config, DataDirectoryInUseException inUse) throws IOException {
        String url = inUse.url()
                .orElseThrow(() -> new CommandException(inUse.getMessage() + ", which does not listen yet; try again"));
        AdminToken token = AdminToken.find(config)
                .orElseThrow(() -> new CommandException(
                        "the admin token is unknown: set PARLEY_ADMIN_TOKEN as for the server at " + url));
        return new RestCalls(
                new LocalHttp(config.http().tls()), url, token.secret().value());
    }
}
