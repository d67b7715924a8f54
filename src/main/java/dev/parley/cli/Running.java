package dev.parley.cli;

import dev.parley.config.AdminToken;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A server that listens.
 *
 * @param url where it listens, {@code http://127.0.0.1:4000}
 * @param serving false while it stands by, and another server serves from its store
 * @param bot a bot to show a newcomer, as REST shows it
 * @param stop stops it; completes when what was in flight is committed
 */
public record Running(
        String url, AdminToken adminToken, boolean serving, Optional<BotCard> bot, Supplier<Future<Void>> stop) {}
