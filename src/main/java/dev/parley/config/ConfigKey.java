package dev.parley.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be configured; here stand the server's own. A gateway declares its keys itself, under a prefix that
 * nobody else has, and tells of them in its {@link ConfigSection}.
 *
 * @param path the place in the YAML file, {@code http.port}; the other names follow from it
 * @param fallback the default as text; null when there is none
 * @param doc one sentence for people
 */
public record ConfigKey<T>(
        String path, ConfigType<T> type, @Nullable String fallback, String doc) {
    public static final ConfigKey<String> HTTP_HOST =
            new ConfigKey<>("http.host", ConfigType.host(), "127.0.0.1", "Address to listen on; 0.0.0.0 for all.");
    public static final ConfigKey<Integer> HTTP_PORT = new ConfigKey<>(
            "http.port",
            ConfigType.integer(0, 65_535),
            "4000",
            "Port to listen on; 0 takes any free one and prints it.");
    public static final ConfigKey<List<String>> HTTP_ORIGINS = new ConfigKey<>(
            "http.origins",
            ConfigType.list(ConfigType.origin()),
            "",
            "Origins whose pages may open sockets; empty allows any. A bot's own origins are checked besides.");
    public static final ConfigKey<Path> DATA_DIR = new ConfigKey<>(
            "data-dir", ConfigType.path(), "data", "Directory of the store, the lock and the admin token.");
    public static final ConfigKey<Path> UPLOADS_DIR =
            new ConfigKey<>("uploads-dir", ConfigType.path(), "uploads", "Directory of uploaded images.");
    public static final ConfigKey<Path> BOTS_DIR = new ConfigKey<>(
            "bots-dir", ConfigType.path(), "conf/bots", "Directory of bot manifests, one JSON file a bot.");
    public static final ConfigKey<StoreLocation> STORE = new ConfigKey<>(
            "store",
            new ConfigType<>("`sqlite` or PostgreSQL URL", StoreLocation::parse),
            "sqlite",
            "Where conversations are kept: a file in the data directory, or"
                    + " postgresql://user:password@host:port/database.");
    public static final ConfigKey<Secret> ADMIN_TOKEN = new ConfigKey<>(
            "admin-token",
            ConfigType.secret(),
            null,
            "Token for /api. Without it one is made and kept in the data directory's admin-token file.");
    public static final ConfigKey<ApiOpen> API_OPEN = new ConfigKey<>(
            "api-open",
            new ConfigType<>("false, true, list of networks", ApiOpen::parse),
            "false",
            "Who may use /api without the token: nobody, everybody (only while listening on loopback), or clients of"
                    + " these networks.");
    public static final ConfigKey<URI> PUBLIC_URL = new ConfigKey<>(
            "public-url",
            ConfigType.baseUrl(),
            null,
            "Base of absolute URLs, when clients reach the server by another name.");
    public static final ConfigKey<List<Network>> TRUSTED_PROXIES = new ConfigKey<>(
            "trusted-proxies",
            ConfigType.list(Network::parse),
            "",
            "Networks of proxies whose X-Forwarded-For and X-Forwarded-Proto count.");
    public static final ConfigKey<List<Network>> ENGINE_ALLOW = new ConfigKey<>(
            "engine-allow",
            ConfigType.list(Network::parse),
            "",
            "Networks and addresses that engines may call beside public ones. Loopback is free while the server listens"
                    + " there; a link-local or metadata address must be listed as itself.");
    public static final ConfigKey<Path> TLS_CERT =
            new ConfigKey<>("tls.cert", ConfigType.path(), null, "PEM file of the certificate chain; needs tls.key.");
    public static final ConfigKey<Path> TLS_KEY =
            new ConfigKey<>("tls.key", ConfigType.path(), null, "PEM file of the private key; needs tls.cert.");
    public static final ConfigKey<LogFormat> LOG_FORMAT =
            new ConfigKey<>("log-format", ConfigType.oneOf(LogFormat.class), "text", "How log lines are written.");
    public static final ConfigKey<Demo> DEMO = new ConfigKey<>(
            "demo",
            ConfigType.oneOf(Demo.class),
            "auto",
            "Whether a demo bot is made when no bot is there; auto does it only while listening on loopback.");
    public static final ConfigKey<Duration> RECONCILE_INTERVAL = new ConfigKey<>(
            "reconcile-interval",
            ConfigType.duration(),
            "15s",
            "How often attached sessions are compared with the store, in case news of them was lost.");
    public static final ConfigKey<Duration> SWEEP_INTERVAL = new ConfigKey<>(
            "sweep-interval",
            ConfigType.duration(),
            "5s",
            "How often the store is searched for messages no bot has dealt with.");
    public static final ConfigKey<Integer> MAX_TEXT = new ConfigKey<>(
            "max-text", ConfigType.integer(1, 1_000_000), "100000", "Longest text of a message, in characters.");
    public static final ConfigKey<Integer> MAX_DATA = new ConfigKey<>(
            "max-data", ConfigType.integer(2, 8_000_000), "65536", "Largest data of a session, in bytes of JSON.");
    public static final ConfigKey<Integer> RESUME_LIMIT = new ConfigKey<>(
            "resume-limit",
            ConfigType.integer(0, 100_000),
            "1000",
            "Most missed events replayed to a returning client; with more it asks for history.");
    public static final ConfigKey<Integer> RATE_MESSAGES = new ConfigKey<>(
            "rate.messages",
            ConfigType.integer(0, 1_000_000),
            "20",
            "Messages of a person in one session in a minute; 0 does not limit.");
    public static final ConfigKey<Integer> RATE_SESSIONS = new ConfigKey<>(
            "rate.sessions",
            ConfigType.integer(0, 1_000_000),
            "30",
            "Sessions opened from one address in a minute; 0 does not limit.");
    public static final ConfigKey<Integer> RATE_CONNECTION = new ConfigKey<>(
            "rate.connection",
            ConfigType.integer(0, 1_000_000),
            "1200",
            "Messages over one connection, all its sessions together, in a minute; 0 does not limit.");
    public static final ConfigKey<Integer> RATE_BOT = new ConfigKey<>(
            "rate.bot",
            ConfigType.integer(0, 10_000_000),
            "12000",
            "Messages to one bot, all its sessions together, in a minute; 0 does not limit.");
    public static final ConfigKey<Integer> RETENTION_DAYS = new ConfigKey<>(
            "retention-days",
            ConfigType.integer(0, 36_500),
            "30",
            "Days after which closed sessions are erased, where the bot says nothing else; 0 keeps them.");
    public static final ConfigKey<Integer> METRICS_PORT = new ConfigKey<>(
            "metrics-port",
            ConfigType.integer(0, 65_535),
            null,
            "Port that serves /metrics to everybody who reaches it; without it only the admin token opens /metrics.");
    public static final ConfigKey<Duration> SHUTDOWN_TIMEOUT = new ConfigKey<>(
            "shutdown-timeout", ConfigType.duration(), "10s", "After SIGTERM the process ends within this time.");

    /** {@code PARLEY_HTTP_PORT}. */
    public String env() {
        return "PARLEY_" + path.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** {@code --http-port}. */
    public String flag() {
        return "--" + path.replace('.', '-');
    }

    Optional<T> fallbackValue() {
        return Optional.ofNullable(fallback).map(type::parse);
    }

    /** What stands before the first dot, and names the part of the server the key belongs to. */
    public String prefix() {
        return path.substring(0, (path + ".").indexOf('.'));
    }

    /** Keys are compared by their path: it names them. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigKey<?> key && key.path.equals(path);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(path);
    }
}
