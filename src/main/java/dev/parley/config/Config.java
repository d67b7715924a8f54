package dev.parley.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set, checked. Made by {@link ConfigLoader} from file, environment and flags, or in code:
 *
 * <pre>{@code Config config = Config.builder().httpPort(0).dataDir(Path.of("data")).build();}</pre>
 *
 * @param values all of it by key, those of gateways included
 */
public record Config(ConfigValues values) {
    /** The configuration of a server that was told nothing. */
    public static Config defaults() {
        return builder().build();
    }

    /** A builder in which everything has its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value of a key that has a default, also of a gateway's. */
    public <T> T get(ConfigKey<T> key) {
        return values.get(key);
    }

    /** The value of a key; empty when it was not set and has no default. */
    public <T> Optional<T> find(ConfigKey<T> key) {
        return values.find(key);
    }

    public Http http() {
        return new Http(
                get(ConfigKey.HTTP_HOST),
                get(ConfigKey.HTTP_PORT),
                get(ConfigKey.HTTP_ORIGINS),
                find(ConfigKey.PUBLIC_URL),
                get(ConfigKey.TRUSTED_PROXIES),
                find(ConfigKey.TLS_CERT).flatMap(cert -> find(ConfigKey.TLS_KEY).map(key -> new Tls(cert, key))));
    }

    public Path dataDir() {
        return get(ConfigKey.DATA_DIR);
    }

    public Path uploadsDir() {
        return get(ConfigKey.UPLOADS_DIR);
    }

    public Path botsDir() {
        return get(ConfigKey.BOTS_DIR);
    }

    public StoreLocation store() {
        return get(ConfigKey.STORE);
    }

    /** The configured token; empty when the data directory's file has it. */
    public Optional<Secret> adminToken() {
        return find(ConfigKey.ADMIN_TOKEN);
    }

    public ApiOpen apiOpen() {
        return get(ConfigKey.API_OPEN);
    }

    /** What engines may call beside public addresses. */
    public List<Network> engineAllow() {
        return get(ConfigKey.ENGINE_ALLOW);
    }

    public Demo demo() {
        return get(ConfigKey.DEMO);
    }

    public LogFormat logFormat() {
        return get(ConfigKey.LOG_FORMAT);
    }

    public Limits limits() {
        return new Limits(get(ConfigKey.MAX_TEXT), get(ConfigKey.MAX_DATA), get(ConfigKey.RESUME_LIMIT));
    }

    public Timers timers() {
        return new Timers(
                get(ConfigKey.RECONCILE_INTERVAL), get(ConfigKey.SWEEP_INTERVAL), get(ConfigKey.SHUTDOWN_TIMEOUT));
    }

    public Rates rates() {
        return new Rates(
                get(ConfigKey.RATE_MESSAGES),
                get(ConfigKey.RATE_SESSIONS),
                get(ConfigKey.RATE_CONNECTION),
                get(ConfigKey.RATE_BOT));
    }

    /** How many days closed sessions are kept where the bot says nothing else; 0 = for ever. */
    public int retentionDays() {
        return get(ConfigKey.RETENTION_DAYS);
    }

    /** Where metrics are open to everybody; 0 = any free port. */
    public Optional<Integer> metricsPort() {
        return find(ConfigKey.METRICS_PORT);
    }

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

        /** What addresses of this server begin with, by a name or address it has and a port it listens on. */
        public String url(String name, int listening) {
            return scheme() + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + listening;
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

    /** Collects values and makes a {@link Config} of them; what is not set has its default. Not thread-safe. */
    public static final class Builder {
        private final Map<ConfigKey<?>, Object> values = new HashMap<>();

        Builder() {}

        /** Sets any key, also those without a method of their own and those of gateways. */
        public <T> Builder set(ConfigKey<T> key, T value) {
            values.put(key, value);
            return this;
        }

        public Builder httpHost(String host) {
            return set(ConfigKey.HTTP_HOST, host);
        }

        /** 0 takes any free port. */
        public Builder httpPort(int port) {
            return set(ConfigKey.HTTP_PORT, port);
        }

        public Builder dataDir(Path directory) {
            return set(ConfigKey.DATA_DIR, directory);
        }

        public Builder uploadsDir(Path directory) {
            return set(ConfigKey.UPLOADS_DIR, directory);
        }

        public Builder botsDir(Path directory) {
            return set(ConfigKey.BOTS_DIR, directory);
        }

        /** {@code sqlite} or {@code postgresql://user:password@host:port/database}. */
        public Builder store(String location) {
            return set(ConfigKey.STORE, StoreLocation.parse(location));
        }

        public Builder adminToken(String token) {
            return set(ConfigKey.ADMIN_TOKEN, new Secret(token));
        }

        /** Limits nothing by time, for load generators and tests. */
        public Builder withoutRateLimits() {
            return set(ConfigKey.RATE_MESSAGES, 0)
                    .set(ConfigKey.RATE_SESSIONS, 0)
                    .set(ConfigKey.RATE_CONNECTION, 0)
                    .set(ConfigKey.RATE_BOT, 0);
        }

        /**
         * The configuration. What gateways have against values that do not go together they say when the server starts.
         *
         * @throws ConfigException when values do not go together
         */
        public Config build() {
            ConfigValues all = values();
            ConfigKeys.SERVER.check(all);
            return new Config(all);
        }

        /** What was set so far. */
        ConfigValues values() {
            return new ConfigValues(values);
        }
    }
}
