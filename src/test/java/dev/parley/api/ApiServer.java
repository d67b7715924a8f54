package dev.parley.api;

import dev.parley.bot.LenientEngines;
import dev.parley.bot.ManifestReader;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.BotStore;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Store;
import dev.parley.engine.Engines;
import dev.parley.engine.http.OutboundPolicy;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.gateway.Gateways;
import dev.parley.http.UriEncodingCheck;
import dev.parley.testing.StoreCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** The REST API on a port of its own, over bots in memory. */
final class ApiServer implements AutoCloseable {
    static final String TOKEN = "admin-token";

    final Vertx vertx = Vertx.vertx();
    final BotStore stored;
    final BotRegistry bots;
    final WebClient client;
    final int port;
    final Contract contract;
    final ApiAccess access;
    final ApiRoutes routes;
    final TokenRegistry tokens;
    private final Fanout fanout;

    ApiServer(Path files, Predicate<String> open) {
        stored = await(BotStore.open(vertx, files.resolve("data")));
        ManifestReader reader = new ManifestReader(LenientEngines.of("echo", "script"), new Gateways().entryTypes());
        fanout = new LocalFanout();
        bots = new BotRegistry(vertx, stored.store(), fanout, ids -> Future.succeededFuture(), reader);
        await(bots.load(files));
        Router router = Router.router(vertx);
        tokens = await(TokenRegistry.load(stored.store().tokens(), TOKEN));
        contract = await(Contract.load(vertx));
        access = new ApiAccess(tokens, open, request -> request.remoteAddress().hostAddress());
        routes = routes();
        // Doors are asked before the API.
        router.get("/api/v2/chats").handler(ctx -> ctx.response().end("chats"));
        router.get("/api/customer/x").handler(ctx -> ctx.response().end("customer"));
        routes.mount(router);
        router.get("/api/image/:id").handler(ctx -> ctx.response().end("image"));
        router.get("/api/broken").handler(ctx -> {
            throw new IllegalStateException("on purpose");
        });
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(new UriEncodingCheck(router, List.of()))
                .listen(0, "127.0.0.1"));
        port = server.actualPort();
        client = WebClient.create(
                vertx, new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port));
    }

    private ApiRoutes routes() {
        Store store = stored.store();
        Conversations conversations = StoreCalls.conversations(store, fanout);
        EventJson events = new EventJson("");
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("parley-api", 2);
        return new ApiRoutes(
                access,
                contract,
                List.of(
                        new ServerRoutes(
                                contract, "1.2.3", ctx -> ctx.response().end("upload")),
                        new BotRoutes(workers, bots, store.audit()),
                        new AidaSessions(workers, store, store.statistics(), store.audit()),
                        new AidaMessages(
                                workers,
                                bots,
                                conversations,
                                store,
                                store.errors(),
                                new Engines(new OutboundPolicy(true, List.of()))),
                        new AidaStatistics(store.statistics(), store.errors()),
                        new SessionRoutes(bots, conversations, store, store.people(), store.audit()),
                        new SpeakingRoutes(bots, conversations, store, events),
                        new TranscriptRoutes(workers, store, events, store.audit()),
                        new UndeliverableRoutes(bots, store.undeliverables(), conversations, events, store.audit()),
                        new TokenRoutes(tokens),
                        new AuditRoutes(store.audit())));
    }

    /** Waits for an answer. */
    static HttpResponse<Buffer> answer(Future<HttpResponse<Buffer>> request) {
        return await(request);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("took longer than 20 s", e);
        }
    }

    @Override
    public void close() {
        await(stored.close());
        await(routes.settled());
        await(vertx.close());
    }
}
