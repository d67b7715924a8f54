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
        Phoenix phoenix,
        Gws gws,
        Chatio chatio,
        Expertflow expertflow,
        Optional<Mail> mail,
        Timers timers,
        Rates rates,
        int retentionDays,
        Optional<Integer> metricsPort) {

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

    /**
     * Options of the Phoenix gateway.
     *
     * @param maxFrame bytes of one WebSocket message
     */
    public record Phoenix(Duration idleTimeout, Duration longpollWindow, int maxFrame) {}

    /**
     * Options of the GWS gateway.
     *
     * @param base what stands before {@code /v2/chats}, without a slash at the end
     * @param expiry how long a chat lives that nobody asks for
     * @param maxBody bytes of one request
     */
    public record Gws(String base, Duration expiry, int maxBody, int requestsPerMinute) {}

    /**
     * Options of the chat.io gateway.
     *
     * @param fileTypes media types of files that are taken, in lower case
     */
    public record Chatio(List<String> fileTypes) {}

    /**
     * Options of the Expertflow gateway.
     *
     * @param base what stands before its paths, without a slash at the end
     * @param joinWithin how long a conversation waits for somebody to join
     * @param grace how long a customer without a connection counts as there
     * @param idle how long a conversation lives in which nothing is said
     */
    public record Expertflow(String base, Duration joinWithin, Duration grace, Duration idle) {}

    /** How mail is sent. */
    public record Mail(String host, int port, MailTls tls, Optional<Login> login, String from) {}

    /** Who logs in. */
    public record Login(String user, Secret password) {}

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
