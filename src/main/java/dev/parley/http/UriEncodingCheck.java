package dev.parley.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Stands before the router and refuses addresses with a {@code %} that no two hex digits follow. Vert.x Web decodes
 * path and query before any route is asked, so such an address would end as a stack trace in the log.
 */
public final class UriEncodingCheck implements Handler<HttpServerRequest> {
    private static final OwnedPath NOBODYS = new OwnedPath("", false, OwnedPath::refuse);

    private final Handler<HttpServerRequest> next;
    private final List<OwnedPath> owned;

    /** @param owned the paths whose owners have something to say; of several that match the first one counts */
    public UriEncodingCheck(Handler<HttpServerRequest> next, List<OwnedPath> owned) {
        this.next = next;
        this.owned = List.copyOf(owned);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (isWellEncoded(request.uri())) {
            next.handle(request);
            return;
        }
        OwnedPath owner = owned.stream()
                .filter(path -> request.uri().startsWith(path.prefix()))
                .findFirst()
                .orElse(NOBODYS);
        if (owner.readsQuery() && isWellEncoded(request.path())) {
            next.handle(request);
        } else {
            owner.malformed().handle(request);
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
