package dev.parley.gateway.gws;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.SessionRef;
import dev.parley.http.LimitedBody;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** Takes the requests of one event loop apart and hands each to the loop its chat belongs to. */
final class ChatRoutes implements Handler<RoutingContext> {
    private static final String CHATS = "POST, OPTIONS";
    private static final String CHAT = "GET, POST, OPTIONS";
    private static final String MESSAGES = "GET, OPTIONS";

    private final GwsGateway gateway;
    private final ChatLoop loop;

    ChatRoutes(GwsGateway gateway, ChatLoop loop) {
        this.gateway = gateway;
        this.loop = loop;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Exchange exchange = new Exchange(request, gateway.options().publicUrl());
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
        throw ChatFault.notHere();
    }

    // The router has cleaned the path it chose this route by; ids and slashes count as they were written.
    private ChatPath path(HttpServerRequest request) {
        String path = request.path();
        String root = gateway.root();
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
        throw ChatFault.notAllowed("This method is not supported here", allowed);
    }

    private Future<?> begin(Exchange exchange) {
        Bot bot = bot(exchange.request());
        return read(exchange.request()).compose(read -> {
            JsonObject body = ChatRequests.body(read);
            ChatRequests.RequestChat asked = ChatRequests.requestChat(body);
            Author customer = new Author(Author.Type.PERSON, asked.nickname());
            return gateway.conversations()
                    .open(
                            gateway.conversations().quota(gateway.peer(exchange.request())),
                            bot,
                            new NewConversation(
                                    GwsGateway.NAME,
                                    asked.data(),
                                    customer,
                                    true,
                                    Chats.lease(gateway.options().expiry())))
                    .onSuccess(session -> exchange.answer(ChatJson.begun(session.id(), gateway.root())));
        });
    }

    private Future<?> act(Exchange exchange, String id) {
        Bot bot = bot(exchange.request());
        return body(exchange).compose(body -> {
            ChatRequests.Operation operation = ChatRequests.operation(body);
            SessionRef target = target(bot, id);
            return owner(target)
                    .compose(owner -> owner.call(() -> owner.chats().act(target, operation, body)))
                    .onSuccess(done -> exchange.answer(done));
        });
    }

    private Future<?> show(Exchange exchange, String id) {
        SessionRef target = target(bot(exchange.request()), id);
        return counted(exchange.request())
                .compose(counted -> owner(target))
                .compose(owner -> owner.call(() -> owner.chats().chat(target)))
                .onSuccess(chat -> exchange.answer(chat));
    }

    /** Never counted: a client that is refused here once does not ask again. */
    private Future<?> messages(Exchange exchange, String id) {
        HttpServerRequest request = exchange.request();
        SessionRef target = target(bot(request), id);
        OptionalLong index = TranscriptIndex.parse(request.query());
        Context here = Vertx.currentContext();
        return owner(target).compose(owner -> {
            Function<JsonObject, Future<Boolean>> give = body -> owner.elsewhere(here, () -> exchange.answer(body));
            return owner.call(() -> owner.chats().messages(target, index, exchange.imageUrls(), give));
        });
    }

    private Bot bot(HttpServerRequest request) {
        Bot bot = loop.keys().choose(request.getHeader("apikey"));
        if (!bot.manifest().allowsOrigin(request.getHeader("origin"), request.getHeader("host"))) {
            throw ChatFault.foreignOrigin();
        }
        return bot;
    }

    private Future<JsonObject> body(Exchange exchange) {
        return read(exchange.request())
                .compose(read -> counted(exchange.request()).map(counted -> ChatRequests.body(read)));
    }

    private Future<Buffer> read(HttpServerRequest request) {
        int limit = gateway.options().maxBody();
        return LimitedBody.read(
                request, limit, () -> ChatFault.tooLarge(limit), () -> ChatFault.missing("The body ended early"));
    }

    private Future<Void> counted(HttpServerRequest request) {
        String peer = gateway.peer(request);
        return gateway.started().compose(started -> {
            ChatLoop owner = gateway.owner(peer);
            return owner.call(() -> {
                owner.requests().take(peer);
                return Future.succeededFuture();
            });
        });
    }

    private Future<ChatLoop> owner(SessionRef target) {
        return gateway.started().map(started -> gateway.owner(target.session()));
    }

    private static SessionRef target(Bot bot, String id) {
        UUID chat = ChatPath.id(id).orElseThrow(ChatFault::unknownChat);
        return new SessionRef(chat, bot.id(), GwsGateway.NAME);
    }
}
