package dev.parley.websocket;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code Origin} headers are let in. A request without one always is, as only browsers send it.
 *
 * <p>An origin without a host ({@code null}) is refused by all but {@link #any()}.
 */
@FunctionalInterface
public interface OriginPolicy {
    /**
     * Decides about one origin.
     *
     * @param origin what the header says
     * @param request scheme, host and port the request was sent to
     */
    boolean allows(Origin origin, Origin request);

    /** Decides about a request by its {@code Origin} header; one without is let in. */
    default boolean allows(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        HostAndPort authority = request.authority();
        return origin == null
                || allows(
                        Origin.parse(origin),
                        Origin.of(request.scheme(), authority == null ? "" : authority.toString()));
    }

    /** Takes every origin. */
    static OriginPolicy any() {
        return (origin, request) -> true;
    }

    /** Takes origins of this host, whatever their scheme and port: Phoenix's default, with the host of its URL. */
    static OriginPolicy host(String host) {
        return (origin, request) -> host.equalsIgnoreCase(origin.host());
    }

    /** Takes origins that equal scheme, host and port of the request. */
    static OriginPolicy sameAsRequest() {
        return (origin, request) -> origin.host() != null && origin.equals(request);
    }

    /**
     * Takes origins that match one of these, where parts left out match anything: {@code https://chat.example} (port
     * 443), {@code //chat.example}, {@code //*.chat.example} (sub-domains and {@code chat.example} itself).
     */
    static OriginPolicy list(List<String> allowed) {
        List<Origin> patterns = allowed.stream().map(Origin::parse).toList();
        return (origin, request) -> origin.host() != null && patterns.stream().anyMatch(origin::matches);
    }

    /**
     * The parts of an origin.
     *
     * @param host in lower case
     * @param port the scheme's own where none is written
     */
    record Origin(
            @Nullable String scheme,
            @Nullable String host,
            @Nullable Integer port) {
        /** Reads {@code [scheme:]//host[:port]}; what is no origin has no host. */
        public static Origin parse(String text) {
            int slashes = text.indexOf("//");
            if (slashes < 0 || (slashes > 0 && text.charAt(slashes - 1) != ':')) {
                return new Origin(null, null, null);
            }
            String scheme = slashes == 0 ? null : text.substring(0, slashes - 1).toLowerCase(Locale.ROOT);
            int end = text.indexOf('/', slashes + 2);
            return of(scheme, text.substring(slashes + 2, end < 0 ? text.length() : end));
        }

        /** An origin of a scheme and what a {@code Host} header says. */
        public static Origin of(@Nullable String scheme, String authority) {
            int colon = authority.lastIndexOf(':');
            boolean port = colon >= 0 && colon > authority.lastIndexOf(']');
            String host = (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
            return new Origin(
                    scheme,
                    host.isEmpty() ? null : host,
                    port ? port(authority.substring(colon + 1)) : defaultPort(scheme));
        }

        private static @Nullable Integer port(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private static @Nullable Integer defaultPort(@Nullable String scheme) {
            if (scheme == null) {
                return null;
            }
            return switch (scheme) {
                case "http", "ws" -> 80;
                case "https", "wss" -> 443;
                default -> null;
            };
        }

        private boolean matches(Origin pattern) {
            return (pattern.scheme == null || pattern.scheme.equals(scheme))
                    && (pattern.port == null || pattern.port.equals(port))
                    && hostMatches(pattern.host);
        }

        private boolean hostMatches(@Nullable String pattern) {
            if (pattern == null || host == null) {
                return pattern == null;
            }
            if (pattern.startsWith("*.")) {
                return host.equals(pattern.substring(2)) || host.endsWith(pattern.substring(1));
            }
            return host.equals(pattern);
        }
    }
}
