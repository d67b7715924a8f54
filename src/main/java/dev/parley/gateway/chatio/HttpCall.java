package dev.parley.gateway.chatio;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A call by HTTP: all connections of the customer are told of what it does, as nobody waits for it there. */
final class HttpCall extends Call {
    private final HttpServerRequest request;

    HttpCall(Chat chat, HttpServerRequest request) {
        super(chat.bot(), chat, chat.loop().gateway().quota(request));
        this.request = request;
    }

    /** What absolute addresses begin with for the client. */
    String base() {
        return chat().loop().gateway().base(request);
    }

    @Override
    @Nullable
    Connection connection() {
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
