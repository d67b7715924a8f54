package dev.parley.engine.http;

import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.Network;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom engines may call. A manifest's author chooses the address, and must not so reach what only this machine or its
 * network reaches. Public addresses are free. Loopback is free while the server itself listens there; otherwise
 * loopback and private networks must be listed, and link-local and metadata addresses must be listed one by one.
 *
 * @param onLoopback whether the server listens on loopback
 * @param allowed what the operator listed
 */
public record OutboundPolicy(boolean onLoopback, List<Network> allowed) {
    /** What a configuration says. */
    public static OutboundPolicy of(Config config) {
        return new OutboundPolicy(config.http().isLoopback(), config.engineAllow());
    }

    /** Why an address may not be called, naming the key to set; empty when it may. */
    public Optional<String> refusal(InetAddress address) {
        AddressKind kind = AddressKind.of(address);
        boolean free = switch (kind) {
            case PUBLIC -> true;
            case LOOPBACK -> onLoopback || isListed(address, false);
            case PRIVATE -> isListed(address, false);
            case METADATA -> isListed(address, true);
        };
        return free
                ? Optional.empty()
                : Optional.of(address.getHostAddress() + " is " + kind.words() + " address; to allow it, list "
                        + (kind == AddressKind.METADATA ? "exactly it" : "it or its network") + " in "
                        + ConfigKey.ENGINE_ALLOW.path() + " (" + ConfigKey.ENGINE_ALLOW.env() + ")");
    }

    /**
     * What is wrong with an address to call, as far as its text tells: no absolute http(s) URL, or a literal address
     * that may not be called. What a name leads to is checked at each call.
     */
    public Optional<String> refusal(String url) {
        URI uri = uri(url);
        if (uri == null || uri.getHost() == null || !isWeb(uri) || uri.getFragment() != null) {
            return Optional.of("is not an absolute URL such as https://bot.example/hook");
        }
        if (uri.getUserInfo() != null) {
            return Optional.of("must not hold a user or password: whoever reads the bot would see it");
        }
        InetAddress literal = literal(uri.getHost());
        if (literal != null) {
            return refusal(literal);
        }
        // Known without asking anybody, and the first thing that goes wrong on a server that is open to others.
        return uri.getHost().equalsIgnoreCase("localhost")
                ? refusal(InetAddress.getLoopbackAddress())
                : Optional.empty();
    }

    /** The address a host is written as; null for a name. */
    static @Nullable InetAddress literal(String host) {
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        return NetUtil.createInetAddressFromIpAddressString(brackets ? host.substring(1, host.length() - 1) : host);
    }

    private boolean isListed(InetAddress address, boolean exactly) {
        InetAddress plain = AddressKind.unwrapped(address);
        return allowed.stream()
                .filter(network -> !exactly || network.isOneAddress())
                .anyMatch(network -> network.contains(address) || network.contains(plain));
    }

    private static boolean isWeb(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https");
    }

    private static @Nullable URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
