package dev.parley.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Stands before the router and refuses addresses with a {@code %} that no two hex digits follow. Vert.x Web decodes
 * path and query before any route is asked, so such an address would end as a stack trace in the log. A socket's query
 * is read by its own protocol, which takes what it can.
 */
public final class UriEncodingCheck implements Handler<HttpServerRequest> {
    private static final List<String> SOCKETS = List.of("/socket/", "/wc/connect/");

    private final Handler<HttpServerRequest> next;

    public UriEncodingCheck(Handler<HttpServerRequest> next) {
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        boolean socket = SOCKETS.stream().anyMatch(request.uri()::startsWith);
        if (isWellEncoded(socket ? request.path() : request.uri())) {
            next.handle(request);
        } else {
            request.response()
                    .setStatusCode(400)
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end("{\"errors\":{\"detail\":\"Bad request\",\"reason\":\"the address is not well encoded\"}}");
        }
    }

    private static boolean isWellEncoded(String uri) {
        for (int i = uri.indexOf('%'); i >= 0; i = uri.indexOf('%', i + 1)) {
            if (i + 2 >= uri.length() || !isHex(uri.charAt(i + 1)) || !isHex(uri.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
