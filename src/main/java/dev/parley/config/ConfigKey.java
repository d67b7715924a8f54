package dev.parley.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be configured. {@link #ALL} is the only list of them: loading, refusals, {@code --help} and the
 * documented table all read it.
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
    public static final ConfigKey<Duration> PHOENIX_IDLE_TIMEOUT = new ConfigKey<>(
            "phoenix.idle-timeout",
            ConfigType.duration(),
            "60s",
            "A Phoenix socket that sends nothing for so long is closed.");
    public static final ConfigKey<Duration> PHOENIX_LONGPOLL_WINDOW = new ConfigKey<>(
            "phoenix.longpoll-window", ConfigType.duration(), "10s", "How long a LongPoll request waits for messages.");
    public static final ConfigKey<Integer> PHOENIX_MAX_FRAME = new ConfigKey<>(
            "phoenix.max-frame",
            ConfigType.integer(1_024, 64 << 20),
            "1048576",
            "Largest WebSocket message accepted, in bytes.");
    public static final ConfigKey<String> GWS_BASE = new ConfigKey<>(
            "gws.base",
            ConfigType.pathPrefix(),
            "/api",
            "What stands before /v2/chats, the polling REST of GWS chats.");
    public static final ConfigKey<Duration> GWS_EXPIRY = new ConfigKey<>(
            "gws.expiry",
            ConfigType.duration(),
            "60s",
            "A GWS chat that its client does not ask for so long is ended; it says nothing when its page is closed.");
    public static final ConfigKey<Integer> GWS_MAX_BODY = new ConfigKey<>(
            "gws.max-body", ConfigType.integer(1_024, 8_000_000), "65536", "Largest body of a GWS request, in bytes.");
    public static final ConfigKey<Integer> GWS_REQUESTS_PER_MINUTE = new ConfigKey<>(
            "gws.requests-per-minute",
            ConfigType.integer(1, 10_000_000),
            "12000",
            "Most GWS requests of one address in a minute; beginning chats and reading transcripts do not count.");
    public static final ConfigKey<List<String>> CHATIO_FILE_TYPES = new ConfigKey<>(
            "chatio.file-types",
            ConfigType.list(ConfigType.mediaType()),
            "image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain",
            "Media types of files that chat.io customers may send; images are cleaned, all others only downloaded.");
    public static final ConfigKey<String> EXPERTFLOW_BASE = new ConfigKey<>(
            "expertflow.base",
            ConfigType.pathPrefix(),
            "",
            "What stands before /api/customer and /socket.io, where Expertflow's customers are served.");
    public static final ConfigKey<Duration> EXPERTFLOW_JOIN_WITHIN = new ConfigKey<>(
            "expertflow.join-within",
            ConfigType.duration(),
            "2m",
            "An Expertflow conversation that nobody joins for so long is erased.");
    public static final ConfigKey<Duration> EXPERTFLOW_GRACE = new ConfigKey<>(
            "expertflow.grace",
            ConfigType.duration(),
            "30s",
            "An Expertflow customer without a connection for so long has left; the conversation goes on.");
    public static final ConfigKey<Duration> EXPERTFLOW_IDLE = new ConfigKey<>(
            "expertflow.idle",
            ConfigType.duration(),
            "15m",
            "An Expertflow conversation in which nothing is said for so long is ended.");
    public static final ConfigKey<String> MAIL_HOST = new ConfigKey<>(
            "mail.host", ConfigType.host(), null, "SMTP server for transcripts; without it none are sent.");
    public static final ConfigKey<Integer> MAIL_PORT =
            new ConfigKey<>("mail.port", ConfigType.integer(1, 65_535), "587", "Port of the SMTP server.");
    public static final ConfigKey<MailTls> MAIL_TLS = new ConfigKey<>(
            "mail.tls",
            ConfigType.oneOf(MailTls.class),
            "required",
            "Whether mail is encrypted: required begins in the open and demands TLS, always begins with it.");
    public static final ConfigKey<String> MAIL_USER =
            new ConfigKey<>("mail.user", ConfigType.word(), null, "Name to log in with at the SMTP server.");
    public static final ConfigKey<Secret> MAIL_PASSWORD =
            new ConfigKey<>("mail.password", ConfigType.secret(), null, "Password that goes with mail.user.");
    public static final ConfigKey<String> MAIL_FROM =
            new ConfigKey<>("mail.from", ConfigType.mailbox(), null, "Sender of mails; needed with mail.host.");
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

    /** Every key, in the order of the documented table. */
    public static final List<ConfigKey<?>> ALL = List.of(
            HTTP_HOST,
            HTTP_PORT,
            HTTP_ORIGINS,
            PUBLIC_URL,
            TRUSTED_PROXIES,
            ENGINE_ALLOW,
            TLS_CERT,
            TLS_KEY,
            DATA_DIR,
            UPLOADS_DIR,
            BOTS_DIR,
            STORE,
            ADMIN_TOKEN,
            API_OPEN,
            DEMO,
            LOG_FORMAT,
            MAX_TEXT,
            MAX_DATA,
            RESUME_LIMIT,
            RATE_MESSAGES,
            RATE_SESSIONS,
            RATE_CONNECTION,
            RATE_BOT,
            RETENTION_DAYS,
            METRICS_PORT,
            PHOENIX_IDLE_TIMEOUT,
            PHOENIX_LONGPOLL_WINDOW,
            PHOENIX_MAX_FRAME,
            GWS_BASE,
            GWS_EXPIRY,
            GWS_MAX_BODY,
            GWS_REQUESTS_PER_MINUTE,
            CHATIO_FILE_TYPES,
            EXPERTFLOW_BASE,
            EXPERTFLOW_JOIN_WITHIN,
            EXPERTFLOW_GRACE,
            EXPERTFLOW_IDLE,
            MAIL_HOST,
            MAIL_PORT,
            MAIL_TLS,
            MAIL_USER,
            MAIL_PASSWORD,
            MAIL_FROM,
            RECONCILE_INTERVAL,
            SWEEP_INTERVAL,
            SHUTDOWN_TIMEOUT);

    /** {@code PARLEY_HTTP_PORT}. */
    public String env() {
        return "PARLEY_" + path.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** {@code --http-port}. */
    public String flag() {
        return "--" + path.replace('.', '-');
    }

    /** A value that must not be repeated in messages. */
    public boolean isSecret() {
        return equals(ADMIN_TOKEN) || equals(MAIL_PASSWORD);
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
