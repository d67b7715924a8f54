package dev.parley;

import dev.parley.bot.Bot;
import dev.parley.bot.ManifestReader;
import dev.parley.cli.BotCard;
import dev.parley.cli.BotStore;
import dev.parley.cli.Launcher;
import dev.parley.cli.Running;
import dev.parley.cli.TokenStore;
import dev.parley.config.Config;
import dev.parley.conversation.BotRegistry;
import dev.parley.engine.Engines;
import dev.parley.engine.http.OutboundPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the command line starts. */
final class Server implements Launcher {
    @Override
    public Future<Running> serve(Vertx vertx, Config config) {
        return Parley.start(vertx, config)
                .map(parley -> new Running(
                        parley.url(), parley.adminToken(), parley.isServing(), shown(parley), parley::stop));
    }

    private static Optional<BotCard> shown(Parley parley) {
        Stream<Bot> bots = parley.isServing() ? parley.bots().all().stream() : Stream.empty();
        return bots.map(bot -> BotCard.of(bot.id(), bot.document()))
                // A bot with a page is the one a newcomer can click on.
                .min(Comparator.comparing(card -> !card.page()));
    }

    @Override
    public Future<BotStore> openBots(Vertx vertx, Config config) {
        return StoredBots.open(vertx, config);
    }

    @Override
    public Future<TokenStore> openTokens(Vertx vertx, Config config) {
        return StoredTokens.open(vertx, config);
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
                config.botsDir(), new ManifestReader(new Engines(OutboundPolicy.of(config))::check));
    }
}
