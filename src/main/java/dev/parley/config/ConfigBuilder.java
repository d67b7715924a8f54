package dev.parley.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects values and makes a {@link Config} of them; what is not set has its default. Not thread-safe. */
public final class ConfigBuilder {
    private final Map<ConfigKey<?>, Object> values = new HashMap<>();

    ConfigBuilder() {}

    /** Sets any key, also those without a method of their own. */
    public <T> ConfigBuilder set(ConfigKey<T> key, T value) {
        values.put(key, value);
        return this;
    }

    public ConfigBuilder httpHost(String host) {
        return set(ConfigKey.HTTP_HOST, host);
    }

    /** 0 takes any free port. */
    public ConfigBuilder httpPort(int port) {
        return set(ConfigKey.HTTP_PORT, port);
    }

    public ConfigBuilder dataDir(Path directory) {
        return set(ConfigKey.DATA_DIR, directory);
    }

    public ConfigBuilder uploadsDir(Path directory) {
        return set(ConfigKey.UPLOADS_DIR, directory);
    }

    public ConfigBuilder botsDir(Path directory) {
        return set(ConfigKey.BOTS_DIR, directory);
    }

    /** {@code sqlite} or {@code postgresql://user:password@host:port/database}. */
    public ConfigBuilder store(String location) {
        return set(ConfigKey.STORE, StoreLocation.parse(location));
    }

    public ConfigBuilder adminToken(String token) {
        return set(ConfigKey.ADMIN_TOKEN, new Secret(token));
    }

    /** Limits nothing by time, for load generators and tests. */
    public ConfigBuilder withoutRateLimits() {
        return set(ConfigKey.RATE_MESSAGES, 0)
                .set(ConfigKey.RATE_SESSIONS, 0)
                .set(ConfigKey.RATE_CONNECTION, 0)
                .set(ConfigKey.RATE_BOT, 0);
    }

    /**
     * The configuration.
     *
     * @throws ConfigException when values do not go together
     */
    public Config build() {
        List<Conflict> conflicts = conflicts();
        if (!conflicts.isEmpty()) {
            throw new ConfigException(conflicts.stream()
                    .map(conflict ->
                            new ConfigProblem("configuration", conflict.key().path(), conflict.reason()))
                    .toList());
        }
        return new Config(
                new Config.Http(
                        get(ConfigKey.HTTP_HOST),
                        get(ConfigKey.HTTP_PORT),
                        get(ConfigKey.HTTP_ORIGINS),
                        find(ConfigKey.PUBLIC_URL),
                        get(ConfigKey.TRUSTED_PROXIES),
                        tls()),
                get(ConfigKey.DATA_DIR),
                get(ConfigKey.UPLOADS_DIR),
                get(ConfigKey.BOTS_DIR),
                get(ConfigKey.STORE),
                find(ConfigKey.ADMIN_TOKEN),
                get(ConfigKey.API_OPEN),
                get(ConfigKey.ENGINE_ALLOW),
                get(ConfigKey.DEMO),
                get(ConfigKey.LOG_FORMAT),
                new Config.Limits(get(ConfigKey.MAX_TEXT), get(ConfigKey.MAX_DATA), get(ConfigKey.RESUME_LIMIT)),
                new Config.Phoenix(
                        get(ConfigKey.PHOENIX_IDLE_TIMEOUT),
                        get(ConfigKey.PHOENIX_LONGPOLL_WINDOW),
                        get(ConfigKey.PHOENIX_MAX_FRAME)),
                new Config.Gws(
                        get(ConfigKey.GWS_BASE),
                        get(ConfigKey.GWS_EXPIRY),
                        get(ConfigKey.GWS_MAX_BODY),
                        get(ConfigKey.GWS_REQUESTS_PER_MINUTE)),
                new Config.Chatio(get(ConfigKey.CHATIO_FILE_TYPES)),
                new Config.Expertflow(
                        get(ConfigKey.EXPERTFLOW_BASE),
                        get(ConfigKey.EXPERTFLOW_JOIN_WITHIN),
                        get(ConfigKey.EXPERTFLOW_GRACE),
                        get(ConfigKey.EXPERTFLOW_IDLE)),
                find(ConfigKey.MAIL_HOST).map(this::mail),
                new Config.Timers(
                        get(ConfigKey.RECONCILE_INTERVAL),
                        get(ConfigKey.SWEEP_INTERVAL),
                        get(ConfigKey.SHUTDOWN_TIMEOUT)),
                new Config.Rates(
                        get(ConfigKey.RATE_MESSAGES),
                        get(ConfigKey.RATE_SESSIONS),
                        get(ConfigKey.RATE_CONNECTION),
                        get(ConfigKey.RATE_BOT)),
                get(ConfigKey.RETENTION_DAYS),
                find(ConfigKey.METRICS_PORT));
    }

    /** Values that are fine alone and wrong together. */
    List<Conflict> conflicts() {
        List<Conflict> found = new ArrayList<>();
        Optional<Path> cert = find(ConfigKey.TLS_CERT);
        Optional<Path> key = find(ConfigKey.TLS_KEY);
        if (cert.isPresent() && key.isEmpty()) {
            found.add(new Conflict(ConfigKey.TLS_CERT, "needs tls.key as well"));
        }
        if (key.isPresent() && cert.isEmpty()) {
            found.add(new Conflict(ConfigKey.TLS_KEY, "needs tls.cert as well"));
        }
        cert.filter(file -> !isReadableFile(file))
                .ifPresent(file -> found.add(new Conflict(ConfigKey.TLS_CERT, "cannot read the file " + file)));
        key.filter(file -> !isReadableFile(file))
                .ifPresent(file -> found.add(new Conflict(ConfigKey.TLS_KEY, "cannot read the file " + file)));
        if (find(ConfigKey.MAIL_HOST).isPresent() && find(ConfigKey.MAIL_FROM).isEmpty()) {
            found.add(new Conflict(ConfigKey.MAIL_HOST, "needs mail.from as well"));
        }
        if (find(ConfigKey.MAIL_USER).isPresent()
                != find(ConfigKey.MAIL_PASSWORD).isPresent()) {
            found.add(new Conflict(ConfigKey.MAIL_USER, "goes with mail.password"));
        }
        if (get(ConfigKey.API_OPEN) instanceof ApiOpen.Everybody && !Network.isLoopback(get(ConfigKey.HTTP_HOST))) {
            found.add(new Conflict(
                    ConfigKey.API_OPEN,
                    "true is allowed only while listening on loopback, not on " + get(ConfigKey.HTTP_HOST)
                            + "; name the client networks instead"));
        }
        return found;
    }

    private Config.Mail mail(String host) {
        Optional<Config.Login> login = find(ConfigKey.MAIL_USER)
                .flatMap(user -> find(ConfigKey.MAIL_PASSWORD).map(password -> new Config.Login(user, password)));
        return new Config.Mail(
                host, get(ConfigKey.MAIL_PORT), get(ConfigKey.MAIL_TLS), login, get(ConfigKey.MAIL_FROM));
    }

    private Optional<Config.Tls> tls() {
        return find(ConfigKey.TLS_CERT).flatMap(cert -> find(ConfigKey.TLS_KEY).map(key -> new Config.Tls(cert, key)));
    }

    private static boolean isReadableFile(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    private <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow();
    }

    // Only set() and the key's own type put values in, so what stands under a key has the key's type.
    @SuppressWarnings("unchecked")
    private <T> Optional<T> find(ConfigKey<T> key) {
        T value = (T) values.get(key);
        return value != null
                ? Optional.of(value)
                : Optional.ofNullable(key.fallback()).map(key.type()::parse);
    }

    /** A key whose value does not go with another's. */
    record Conflict(ConfigKey<?> key, String reason) {}
}
