package dev.parley.gateway.chatio;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A call by HTTP: all connections of the customer are told of what it does, as nobody waits for it there. */
final class HttpCall extends Call {
    private final ChatioContext context;
    private final HttpServerRequest request;

    HttpCall(ChatioContext context, Chat chat, HttpServerRequest request) {
        super(chat.bot(), chat, context.quota(request));
        this.context = context;
        this.request = request;
    }

    /** What absolute addresses begin with for the client. */
    String base() {
        return context.base(request);
    }

    @Override
    public @Nullable Subscriber connection() {
        return null;
    }

    @Override
    void succeeded(Answer answer) {
        Cors.json(request, 200, new JsonObject().put("payload", answer.payload()));
    }

    @Override
    void failed(Fault fault) {
        Cors.refuse(request, fault);
    }
}
