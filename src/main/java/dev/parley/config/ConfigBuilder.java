package dev.parley.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Collects values and makes a {@link Config} of them; what is not set has its default. Not thread-safe. */
public final class ConfigBuilder {
    private final Map<ConfigKey<?>, Object> values = new HashMap<>();

    ConfigBuilder() {}

    /** Sets any key, also those without a method of their own and those of gateways. */
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
     * The configuration. What gateways have against values that do not go together they say when the server starts.
     *
     * @throws ConfigException when values do not go together
     */
    public Config build() {
        Settings settings = settings();
        ConfigKeys.SERVER.check(settings);
        return new Config(
                new Config.Http(
                        settings.get(ConfigKey.HTTP_HOST),
                        settings.get(ConfigKey.HTTP_PORT),
                        settings.get(ConfigKey.HTTP_ORIGINS),
                        settings.find(ConfigKey.PUBLIC_URL),
                        settings.get(ConfigKey.TRUSTED_PROXIES),
                        settings.find(ConfigKey.TLS_CERT)
                                .flatMap(cert ->
                                        settings.find(ConfigKey.TLS_KEY).map(key -> new Config.Tls(cert, key)))),
                settings.get(ConfigKey.DATA_DIR),
                settings.get(ConfigKey.UPLOADS_DIR),
                settings.get(ConfigKey.BOTS_DIR),
                settings.get(ConfigKey.STORE),
                settings.find(ConfigKey.ADMIN_TOKEN),
                settings.get(ConfigKey.API_OPEN),
                settings.get(ConfigKey.ENGINE_ALLOW),
                settings.get(ConfigKey.DEMO),
                settings.get(ConfigKey.LOG_FORMAT),
                new Config.Limits(
                        settings.get(ConfigKey.MAX_TEXT),
                        settings.get(ConfigKey.MAX_DATA),
                        settings.get(ConfigKey.RESUME_LIMIT)),
                new Config.Timers(
                        settings.get(ConfigKey.RECONCILE_INTERVAL),
                        settings.get(ConfigKey.SWEEP_INTERVAL),
                        settings.get(ConfigKey.SHUTDOWN_TIMEOUT)),
                new Config.Rates(
                        settings.get(ConfigKey.RATE_MESSAGES),
                        settings.get(ConfigKey.RATE_SESSIONS),
                        settings.get(ConfigKey.RATE_CONNECTION),
                        settings.get(ConfigKey.RATE_BOT)),
                settings.get(ConfigKey.RETENTION_DAYS),
                settings.find(ConfigKey.METRICS_PORT),
                settings);
    }

    /** What was set so far. */
    Settings settings() {
        return new Settings(values);
    }
}
