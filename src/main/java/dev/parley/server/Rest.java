package dev.parley.server;

import dev.parley.api.AidaMessages;
import dev.parley.api.AidaSessions;
import dev.parley.api.AidaStatistics;
import dev.parley.api.ApiAccess;
import dev.parley.api.ApiRoutes;
import dev.parley.api.ApiTokens;
import dev.parley.api.AuditRoutes;
import dev.parley.api.BotRoutes;
import dev.parley.api.Contract;
import dev.parley.api.ServerRoutes;
import dev.parley.api.SessionRoutes;
import dev.parley.api.SpeakingRoutes;
import dev.parley.api.TokenRoutes;
import dev.parley.api.TranscriptRoutes;
import dev.parley.api.UndeliverableRoutes;
import dev.parley.config.Config;
import dev.parley.config.Version;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Ledger;
import dev.parley.conversation.Store;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;

/** Wires the parts of {@code /api}. */
final class Rest {
    private static final int WORKERS = 2;

    private Rest() {}

    /**
     * The routes, once the tokens are read.
     *
     * @param adminToken the token that is always an admin's
     * @param upload takes images for {@code attachment}
     */
    static Future<ApiRoutes> wire(Host host, Core core, String adminToken, Handler<RoutingContext> upload) {
        Config config = host.config();
        Store store = core.store();
        BotRegistry bots = core.bots();
        Conversations conversations = core.conversations();
        WorkerExecutor workers = host.vertx().createSharedWorkerExecutor("parley-api", WORKERS);
        Ledger ledger = store.ledger();
        EventJson events =
                new EventJson(config.http().publicUrl().map(URI::toString).orElse(""));
        return Contract.load(host.vertx())
                .compose(contract -> ApiTokens.load(ledger, adminToken)
                        .map(tokens -> new ApiRoutes(
                                new ApiAccess(tokens, config.apiOpen()::allows, host.clientAddress()),
                                contract,
                                List.of(
                                        new ServerRoutes(contract, Version.text(), upload),
                                        new BotRoutes(workers, bots, ledger),
                                        new AidaSessions(workers, store, store.statistics(), ledger),
                                        new AidaMessages(workers, bots, conversations, store, ledger, host.engines()),
                                        new AidaStatistics(store.statistics(), ledger),
                                        new SessionRoutes(bots, conversations, store, store.people(), ledger),
                                        new SpeakingRoutes(bots, conversations, store, events),
                                        new TranscriptRoutes(workers, store, events, ledger),
                                        new UndeliverableRoutes(
                                                bots, store.undeliverables(), conversations, events, ledger),
                                        new TokenRoutes(tokens),
                                        new AuditRoutes(ledger)))));
    }
}
