package dev.parley.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Somebody else's web service on a free port of this machine: it notes what it is asked and answers as it is told. */
public final class Neighbour implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<String> connections = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private volatile BiConsumer<Request, HttpServerResponse> answers;

    public Neighbour(BiConsumer<Request, HttpServerResponse> answers) {
        this(new HttpServerOptions(), answers);
    }

    public Neighbour(HttpServerOptions options, BiConsumer<Request, HttpServerResponse> answers) {
        this.answers = answers;
        server = vertx.createHttpServer(options);
        server.requestHandler(asked -> asked.body().onSuccess(body -> {
            Request request = new Request(asked.method().name(), asked.uri(), asked.headers(), body);
            connections.add(asked.remoteAddress().toString());
            requests.add(request);
            this.answers.accept(request, asked.response());
        }));
        Waiting.on(server.listen(0, "127.0.0.1"));
    }

    /** One request with its whole body. */
    public record Request(String method, String uri, MultiMap headers, Buffer body) {
        public JsonObject json() {
            return body.toJsonObject();
        }

        public String header(String name) {
            return headers.get(name);
        }
    }

    /** Answers like this from now on. */
    public void answer(BiConsumer<Request, HttpServerResponse> other) {
        answers = other;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public int port() {
        return server.actualPort();
    }

    /** All requests so far. */
    public List<Request> requests() {
        return requests;
    }

    /** The request of this number, 0 for the first, when it has come. */
    public Request request(int index) {
        Waiting.until("request " + index, () -> requests.size() > index);
        return requests.get(index);
    }

    /** The connections that requests came by. */
    public Set<String> connections() {
        return connections;
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }
}
