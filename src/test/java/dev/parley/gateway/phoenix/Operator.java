package dev.parley.gateway.phoenix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The operator's system that a bot notifies: a server that takes everything and remembers it. */
final class Operator implements AutoCloseable {
    private final HttpServer http;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    record Call(String method, String path, String body) {}

    private Operator(HttpServer http) {
        this.http = http;
    }

    static Operator start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Operator operator = new Operator(http);
            http.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                operator.calls.add(new Call(
                        exchange.getRequestMethod(), exchange.getRequestURI().toString(), body));
                byte[] answer = "{\"result\":\"ok\"}".getBytes(UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            http.start();
            return operator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/n";
    }

    List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
