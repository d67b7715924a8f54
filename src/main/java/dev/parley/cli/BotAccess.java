package dev.parley.cli;

import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import dev.parley.config.DataDirectoryInUseException;
import java.io.IOException;

/** Finds the way to the bots: the server that holds the data directory, or the store when none does. */
final class BotAccess {
    private final Launcher launcher;
    private final ConfigFlags flags;

    BotAccess(Launcher launcher, ConfigFlags flags) {
        this.launcher = launcher;
        this.flags = flags;
    }

    /** Opens the way; the caller closes it. */
    BotAdmin open() throws Exception {
        Config config = flags.load();
        try {
            // Holding the directory keeps a server from starting on the same store meanwhile.
            return StoreBotAdmin.open(launcher, config, DataDirectory.open(config.dataDir()));
        } catch (DataDirectoryInUseException e) {
            return overRest(config, e);
        }
    }

    private static BotAdmin overRest(Config config, DataDirectoryInUseException inUse) throws IOException {
        String url = inUse.url()
                .orElseThrow(() -> new CommandException(inUse.getMessage() + ", which does not listen yet; try again"));
        AdminToken token = AdminToken.find(config)
                .orElseThrow(() -> new CommandException(
                        "the admin token is unknown: set PARLEY_ADMIN_TOKEN as for the server at " + url));
        return new RestBotAdmin(
                new LocalHttp(config.http().tls()),
                url,
                Banner.publicUrl(config, url),
                token.secret().value());
    }
}
