package com.example.lines;

import dev.parley.bot.Bot;
import dev.parley.bot.UuidText;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotIndex;
import dev.parley.conversation.Draft;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.Loops;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.OpenConnections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/** Speaks JSON lines over plain HTTP. One for the server; each event loop mounts it once. */
final class LinesGateway implements Gateway {
    static final String NAME = "lines";

    private static final int MAX_BODY = 64 * 1024;

    private final GatewayContext server;
    private final BotIndex<Map<String, Bot>> bots;
    private final EventJson json;
    private final LongAdder count = new LongAdder();
    private final Loops<OpenConnections> loops;

    LinesGateway(GatewayContext server) {
        this.server = server;
        this.bots = new BotIndex<>(server.bots(), LinesGateway::byName);
        this.json = new EventJson(server.publicUrl());
        this.loops = new Loops<>(server.loops());
    }

    private static Map<String, Bot> byName(Collection<Bot> all) {
        Map<String, Bot> bots = new HashMap<>();
        for (Bot bot : all) {
            bot.manifest().entries(LinesEntry.class).forEach(entry -> bots.put(entry.name(), bot));
        }
        return bots;
    }

    @Override
    public Future<Void> mount(Vertx loop, Router router) {
        OpenConnections listeners = new OpenConnections(loop, count);
        loops.add(loop, listeners);
        String base = server.config().get(LinesProvider.BASE);
        // A failure of whatever stands below, be it thrown or told by fail(), is answered here.
        router.route(base + "/*").failureHandler(Refusals::answer);
        router.post(base + "/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.post(base + "/:bot").handler(this::open);
        router.post(base + "/:bot/:session").handler(this::say);
        router.get(base + "/:bot/:session").handler(routing -> listen(loop, listeners, routing));
        router.delete(base + "/:bot/:session").handler(this::close);
        // All paths below are this gateway's: what it does not know must not reach whoever is mounted behind it.
        router.route(base + "/*").handler(routing -> routing.fail(404));
        return Future.succeededFuture();
    }

    private void open(RoutingContext routing) {
        Bot bot = bot(routing);
        server.conversations()
                .open(
                        bot,
                        NewConversation.of(NAME, new JsonObject()),
                        server.conversations().quota(server.clientAddress(routing.request())))
                .onSuccess(opened -> routing.json(
                        new JsonObject().put("session", opened.session().id().toString())))
                .onFailure(routing::fail);
    }

    private void say(RoutingContext routing) {
        SessionRef session = session(routing);
        JsonObject said = routing.body().asJsonObject();
        if (said == null || !(said.getValue("text") instanceof String text) || text.isBlank()) {
            routing.fail(400);
            return;
        }
        // The client's own id of the message: sent again, it is stored once.
        String id = said.getValue("client_id") instanceof String given ? given : null;
        server.conversations()
                .append(session, List.of(Draft.of(Author.PERSON, new Body.Text(text), null, id)), null)
                .onSuccess(stored ->
                        routing.json(new JsonObject().put("seq", stored.event().seq())))
                .onFailure(routing::fail);
    }

    private void listen(Vertx loop, OpenConnections listeners, RoutingContext routing) {
        SessionRef wanted = session(routing);
        String after = routing.request().getParam("after", "0");
        if (!after.matches("\\d{1,18}")) {
            routing.fail(400);
            return;
        }
        LineWriter writer = new LineWriter(
                routing, wanted.session(), server.feed(), server.feed().hub(loop), json, listeners);
        // It follows already, so nothing falls between what is read now and the first hint.
        server.feed()
                .reader()
                .session(wanted)
                .onSuccess(found -> found.ifPresentOrElse(
                        session -> writer.begin(session, Long.parseLong(after)),
                        () -> writer.refuse(Refusals.notFound())))
                .onFailure(writer::refuse);
    }

    private void close(RoutingContext routing) {
        server.conversations()
                .close(session(routing), Author.PERSON)
                .onSuccess(closed -> routing.response().setStatusCode(204).end())
                .onFailure(routing::fail);
    }

    private Bot bot(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Bot bot = bots.get().get(routing.pathParam("bot"));
        if (bot == null) {
            throw Refusals.notFound();
        }
        if (!bot.manifest().allowsOrigin(request.getHeader("origin"), request.getHeader("host"))) {
            throw Refusals.foreignOrigin();
        }
        return bot;
    }

    // Named by bot and gateway: sessions of others count as unknown wherever it is used.
    private SessionRef session(RoutingContext routing) {
        UUID id = UuidText.parse(routing.pathParam("session")).orElseThrow(Refusals::notFound);
        return new SessionRef(id, bot(routing).id(), NAME);
    }

    @Override
    public Future<Void> drain() {
        return loops.callEverywhere(OpenConnections::drain);
    }

    @Override
    public OptionalLong connections() {
        return OptionalLong.of(count.sum());
    }
}
