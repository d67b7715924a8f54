package dev.parley.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be set, checked. Made by {@link ConfigLoader} from file, environment and flags, or in code:
 *
 * <pre>{@code Config config = Config.builder().httpPort(0).dataDir(Path.of("data")).build();}</pre>
 *
 * @param adminToken the configured token; empty when the data directory's file has it
 * @param retentionDays how long closed sessions are kept where the bot says nothing else; 0 = for ever
 * @param metricsPort where metrics are open to everybody; 0 = any free port
 * @param settings all of it by key, those of gateways included
 * @param engineAllow what engines may call beside public addresses
 */
public record Config(
        Http http,
        Path dataDir,
        Path uploadsDir,
        Path botsDir,
        StoreLocation store,
        Optional<Secret> adminToken,
        ApiOpen apiOpen,
        List<Network> engineAllow,
        Demo demo,
        LogFormat logFormat,
        Limits limits,
        Timers timers,
        Rates rates,
        int retentionDays,
        Optional<Integer> metricsPort,
        Settings settings) {

    /**
     * How the server is reached.
     *
     * @param port 0 = any free one
     * @param origins lower-case origins that may open sockets; empty = any
     * @param publicUrl base of absolute URLs, without trailing slash
     */
    public record Http(
            String host,
            int port,
            List<String> origins,
            Optional<URI> publicUrl,
            List<Network> trustedProxies,
            Optional<Tls> tls) {
        /** True when only this machine can reach the server. */
        public boolean isLoopback() {
            return Network.isLoopback(host);
        }

        /** What addresses of this server begin with as it listens: {@code http} or {@code https}. */
        public String scheme() {
            return tls.isPresent() ? "https" : "http";
        }

        /** True when the address is a proxy's whose X-Forwarded headers count. */
        public boolean trusts(String address) {
            return trustedProxies.stream().anyMatch(network -> network.contains(address));
        }
    }

    /** PEM files. */
    public record Tls(Path cert, Path key) {}

    /**
     * What is too much.
     *
     * @param text characters of one message
     * @param data bytes of a session's data as JSON
     * @param resume events replayed to a returning client
     */
    public record Limits(int text, int data, int resume) {}

    /** How often and how long. */
    public record Timers(Duration reconcile, Duration sweep, Duration shutdown) {}

    /**
     * How much in a minute is too much; 0 = never.
     *
     * @param messages messages of one session
     * @param sessions sessions of one address
     * @param connection messages of one connection
     * @param bot messages to one bot
     */
    public record Rates(int messages, int sessions, int connection, int bot) {}

    /** The configuration of a server that was told nothing. */
    public static Config defaults() {
        return builder().build();
    }

    /** A builder in which everything has its default. */
    public static ConfigBuilder builder() {
        return new ConfigBuilder();
    }
}
