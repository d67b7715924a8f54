package dev.parley.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whom a request comes from: the peer, or, when that is a trusted proxy, the last address in X-Forwarded-For that is
 * not a trusted proxy itself. What clients put there on their own is never reached.
 */
public final class ClientAddress implements Function<HttpServerRequest, String> {
    private final Predicate<String> trusted;

    /**
     * @param trusted whether an address is that of a proxy whose headers count
     */
    public ClientAddress(Predicate<String> trusted) {
        this.trusted = trusted;
    }

    @Override
    public String apply(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String address = peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
        String forwarded = request.getHeader("x-forwarded-for");
        if (forwarded == null || !trusted.test(address)) {
            return address;
        }
        String[] hops = forwarded.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            address = hops[i].strip();
            if (!trusted.test(address)) {
                break;
            }
        }
        return address;
    }
}
