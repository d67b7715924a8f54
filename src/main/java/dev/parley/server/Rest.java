package dev.parley.server;

import dev.parley.api.AidaMessages;
import dev.parley.api.AidaSessions;
import dev.parley.api.AidaStatistics;
import dev.parley.api.ApiAccess;
import dev.parley.api.ApiRoutes;
import dev.parley.api.AuditRoutes;
import dev.parley.api.BotRoutes;
import dev.parley.api.Contract;
import dev.parley.api.ServerRoutes;
import dev.parley.api.SessionRoutes;
import dev.parley.api.SpeakingRoutes;
import dev.parley.api.TokenRegistry;
import dev.parley.api.TokenRoutes;
import dev.parley.api.TranscriptRoutes;
import dev.parley.api.UndeliverableRoutes;
import dev.parley.config.Config;
import dev.parley.config.Version;
import dev.parley.conversation.AuditLog;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
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
        AuditLog audit = store.audit();
        EventJson events =
                new EventJson(config.http().publicUrl().map(URI::toString).orElse(""));
        return Contract.load(host.vertx())
                .compose(contract -> TokenRegistry.load(store.tokens(), adminToken)
                        .map(tokens -> new ApiRoutes(
                                new ApiAccess(tokens, config.apiOpen()::allows, host.clientAddress()),
                                contract,
                                List.of(
                                        new ServerRoutes(contract, Version.text(), upload),
                                        new BotRoutes(workers, bots, audit),
                                        new AidaSessions(workers, store, store.statistics(), audit),
                                        new AidaMessages(
                                                workers, bots, conversations, store, store.errors(), host.engines()),
                                        new AidaStatistics(store.statistics(), store.errors()),
                                        new SessionRoutes(bots, conversations, store, store.people(), audit),
                                        new SpeakingRoutes(bots, conversations, store, events),
                                        new TranscriptRoutes(workers, store, events, audit),
                                        new UndeliverableRoutes(
                                                bots, store.undeliverables(), conversations, events, audit),
                                        new TokenRoutes(tokens),
                                        new AuditRoutes(audit)))));
    }
}
