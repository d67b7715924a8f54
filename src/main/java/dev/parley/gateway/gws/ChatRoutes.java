package dev.parley.gateway.gws;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.BotIndex;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Lease;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.Loops;
import dev.parley.gateway.GatewayContext;
import dev.parley.http.LimitedBody;
import dev.parley.http.OwnedPath;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;

/** Takes requests apart and hands each to the event loop that owns its chat. Any of the event loops. */
final class ChatRoutes {
    private static final String CHATS = "POST, OPTIONS";
    private static final String CHAT = "GET, POST, OPTIONS";
    private static final String MESSAGES = "GET, OPTIONS";

    private final GatewayContext context;
    private final BotIndex<BotKeys> keys;
    private final Conversations conversations;
    private final Loops<ChatLoop> loops;
    private final GwsOptions options;
    private final String root;

    ChatRoutes(GatewayContext context, Loops<ChatLoop> loops, GwsOptions options) {
        this.context = context;
        this.keys = new BotIndex<>(context.bots(), BotKeys::of);
        this.conversations = context.conversations();
        this.loops = loops;
        this.options = options;
        this.root = options.base() + "/v2/chats";
    }

    void mount(Router router) {
        router.route(root + "/*").handler(this::handle);
    }

    OwnedPath owned() {
        return new OwnedPath(
                root,
                false,
                request -> new Exchange(request, context.publicUrl())
                        .refuse(Fault.invalid("The address is not well encoded")));
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Exchange exchange = new Exchange(request, context.publicUrl());
        if (request.method().equals(HttpMethod.OPTIONS)) {
            exchange.preflight();
            return;
        }
        try {
            dispatch(exchange).onFailure(exchange::refuse);
        } catch (RuntimeException failure) {
            exchange.refuse(failure);
        }
    }

    private Future<?> dispatch(Exchange exchange) {
        ChatPath path = path(exchange.request());
        if (path instanceof ChatPath.Chats) {
            allow(exchange, CHATS, HttpMethod.POST);
            return begin(exchange);
        }
        if (path instanceof ChatPath.Chat chat) {
            allow(exchange, CHAT, HttpMethod.GET, HttpMethod.POST);
            boolean posted = exchange.request().method().equals(HttpMethod.POST);
            return posted ? act(exchange, chat.id()) : show(exchange, chat.id());
        }
        if (path instanceof ChatPath.Messages messages) {
            allow(exchange, MESSAGES, HttpMethod.GET);
            return messages(exchange, messages.id());
        }
        throw Fault.notHere();
    }

    // The router has cleaned the path it chose this route by; ids and slashes count as they were written.
    private ChatPath path(HttpServerRequest request) {
        String path = request.path();
        return path != null && path.startsWith(root)
                ? ChatPath.parse(path.substring(root.length()))
                : new ChatPath.Unknown();
    }

    private static void allow(Exchange exchange, String allowed, HttpMethod... methods) {
        for (HttpMethod method : methods) {
            if (exchange.request().method().equals(method)) {
                return;
            }
        }
        throw Fault.notAllowed("This method is not supported here", allowed);
    }

    private Future<?> begin(Exchange exchange) {
        Bot bot = bot(exchange.request());
        return read(exchange.request()).compose(body -> {
            ChatRequests.RequestChat asked = ChatRequests.requestChat(ChatRequests.body(body));
            Author customer = new Author(Author.Type.PERSON, asked.nickname());
            Instant lapsesAt = new Lease(options.expiry()).from(Instant.now());
            return conversations
                    .open(
                            conversations.quota(context.clientAddress(exchange.request())),
                            bot,
                            new NewConversation(ChatRef.GATEWAY, asked.data(), customer, true, lapsesAt))
                    .onSuccess(session -> exchange.answer(Rendering.begun(session.id(), root)));
        });
    }

    private Future<?> act(Exchange exchange, String id) {
        Bot bot = bot(exchange.request());
        return body(exchange)
                .compose(body -> {
                    ChatRequests.Operation operation = ChatRequests.operation(body);
                    SessionRef chat = ChatRef.of(bot.id(), id);
                    return atOwner(chat, loop -> loop.chats().act(chat, operation, body));
                })
                .onSuccess(exchange::answer);
    }

    private Future<?> show(Exchange exchange, String id) {
        SessionRef chat = ChatRef.of(bot(exchange.request()).id(), id);
        return counted(exchange.request())
                .compose(counted -> atOwner(chat, loop -> loop.chats().show(chat)))
                .onSuccess(exchange::answer);
    }

    /** Never counted: a client that is refused here once does not ask again. */
    private Future<?> messages(Exchange exchange, String id) {
        HttpServerRequest request = exchange.request();
        SessionRef chat = ChatRef.of(bot(request).id(), id);
        OptionalLong index = TranscriptIndex.parse(request.query());
        Context here = Vertx.currentContext();
        Function<JsonObject, Future<Boolean>> give =
                body -> Loops.call(here, () -> Future.succeededFuture(exchange.answer(body)))
                        .otherwise(false);
        return atOwner(chat, loop -> loop.polls().answer(chat, index, exchange.imageUrls(), give));
    }

    private Bot bot(HttpServerRequest request) {
        Bot bot = keys.get().choose(request.getHeader("apikey"));
        if (!bot.manifest().allowsOrigin(request.getHeader("origin"), request.getHeader("host"))) {
            throw Fault.foreignOrigin();
        }
        return bot;
    }

    private Future<JsonObject> body(Exchange exchange) {
        return read(exchange.request())
                .compose(read -> counted(exchange.request()).map(counted -> ChatRequests.body(read)));
    }

    private Future<Buffer> read(HttpServerRequest request) {
        int limit = options.maxBody();
        return LimitedBody.read(
                request, limit, () -> Fault.tooLarge(limit), () -> Fault.missing("The body ended early"));
    }

    private Future<Void> counted(HttpServerRequest request) {
        String name = context.clientAddress(request);
        return loops.complete()
                .compose(complete -> loops.call(loops.owner(name), loop -> {
                    loop.requests().take(name);
                    return Future.succeededFuture();
                }));
    }

    private <T> Future<T> atOwner(SessionRef chat, Function<ChatLoop, Future<T>> action) {
        return loops.complete().compose(complete -> loops.call(loops.owner(chat.session()), action));
    }
}
