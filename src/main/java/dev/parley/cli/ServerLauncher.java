package dev.parley.cli;

import dev.parley.admin.Backup;
import dev.parley.admin.BotStore;
import dev.parley.admin.OfflineBots;
import dev.parley.admin.OfflineTokens;
import dev.parley.admin.Restore;
import dev.parley.admin.StoreCopy;
import dev.parley.admin.TokenStore;
import dev.parley.bot.Bot;
import dev.parley.bot.ManifestReader;
import dev.parley.config.Config;
import dev.parley.conversation.BotRegistry;
import dev.parley.engine.Engines;
import dev.parley.engine.http.OutboundPolicy;
import dev.parley.gateway.Gateways;
import dev.parley.server.Server;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the command line starts. */
public final class ServerLauncher implements Launcher {
    @Override
    public Future<Running> serve(Vertx vertx, Config config) {
        return Server.start(vertx, config)
                .map(server -> new Running(
                        server.url(), server.adminToken(), server.isServing(), shown(server), server::stop));
    }

    private static Optional<BotCard> shown(Server server) {
        Stream<Bot> bots = server.isServing() ? server.bots().all().stream() : Stream.empty();
        return bots.map(bot -> BotCard.of(bot.id(), bot.document()))
                // A bot with a page is the one a newcomer can click on.
                .min(Comparator.comparing(card -> !card.page()));
    }

    @Override
    public Future<BotStore> openBots(Vertx vertx, Config config) {
        return OfflineBots.open(vertx, config);
    }

    @Override
    public Future<TokenStore> openTokens(Vertx vertx, Config config) {
        return OfflineTokens.open(vertx, config);
    }

    @Override
    public String backup(Config config, Path file, boolean force) throws Exception {
        return Backup.write(config, file, force);
    }

    @Override
    public String restore(Config config, Path file) throws Exception {
        return Restore.read(config, file);
    }

    @Override
    public String copyStore(Config config, @Nullable String to) throws Exception {
        return StoreCopy.run(config, to);
    }

    @Override
    public List<String> checkBots(Config config) {
        return BotRegistry.problems(
                config.botsDir(),
                new ManifestReader(new Engines(OutboundPolicy.of(config)), new Gateways().entryTypes()));
    }
}
