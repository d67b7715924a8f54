package dev.parley.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every key there is: the server's own and those its gateways have. The only list of them: loading, refusals,
 * {@code --help} and the documented table all read it. Immutable; any thread.
 */
public final class ConfigKeys {
    private static final ConfigSection FIRST = new ConfigSection(
            List.of(
                    ConfigKey.HTTP_HOST,
                    ConfigKey.HTTP_PORT,
                    ConfigKey.HTTP_ORIGINS,
                    ConfigKey.PUBLIC_URL,
                    ConfigKey.TRUSTED_PROXIES,
                    ConfigKey.ENGINE_ALLOW,
                    ConfigKey.TLS_CERT,
                    ConfigKey.TLS_KEY,
                    ConfigKey.DATA_DIR,
                    ConfigKey.UPLOADS_DIR,
                    ConfigKey.BOTS_DIR,
                    ConfigKey.STORE,
                    ConfigKey.ADMIN_TOKEN,
                    ConfigKey.API_OPEN,
                    ConfigKey.DEMO,
                    ConfigKey.LOG_FORMAT,
                    ConfigKey.MAX_TEXT,
                    ConfigKey.MAX_DATA,
                    ConfigKey.RESUME_LIMIT,
                    ConfigKey.RATE_MESSAGES,
                    ConfigKey.RATE_SESSIONS,
                    ConfigKey.RATE_CONNECTION,
                    ConfigKey.RATE_BOT,
                    ConfigKey.RETENTION_DAYS,
                    ConfigKey.METRICS_PORT),
            ConfigKeys::tls);
    private static final ConfigSection LAST = new ConfigSection(
            List.of(ConfigKey.RECONCILE_INTERVAL, ConfigKey.SWEEP_INTERVAL, ConfigKey.SHUTDOWN_TIMEOUT),
            ConfigKeys::openApi);

    /** The server's own keys alone. */
    public static final ConfigKeys SERVER = new ConfigKeys(List.of());

    private final List<ConfigSection> sections;

    /** @param contributed the gateways' sections, in the order in which they are listed */
    public ConfigKeys(List<ConfigSection> contributed) {
        List<ConfigSection> all = new ArrayList<>();
        all.add(FIRST);
        all.addAll(contributed);
        all.add(LAST);
        this.sections = List.copyOf(all);
    }

    /** Every key, in the order of the documented table. */
    public List<ConfigKey<?>> all() {
        return sections.stream()
                .<ConfigKey<?>>flatMap(section -> section.keys().stream())
                .toList();
    }

    /** Values that are fine alone and wrong together. */
    List<ConfigConflict> conflicts(ConfigValues values) {
        return sections.stream()
                .flatMap(section -> section.conflicts().apply(values).stream())
                .toList();
    }

    /** Throws {@link ConfigException} when values do not go together. */
    public void check(ConfigValues values) {
        List<ConfigProblem> problems = conflicts(values).stream()
                .map(conflict ->
                        new ConfigProblem("configuration", conflict.key().path(), conflict.reason()))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private static List<ConfigConflict> tls(ConfigValues values) {
        Optional<Path> cert = values.find(ConfigKey.TLS_CERT);
        Optional<Path> key = values.find(ConfigKey.TLS_KEY);
        List<ConfigConflict> found = new ArrayList<>();
        if (cert.isPresent() && key.isEmpty()) {
            found.add(new ConfigConflict(ConfigKey.TLS_CERT, "needs tls.key as well"));
        }
        if (key.isPresent() && cert.isEmpty()) {
            found.add(new ConfigConflict(ConfigKey.TLS_KEY, "needs tls.cert as well"));
        }
        Stream.of(ConfigKey.TLS_CERT, ConfigKey.TLS_KEY)
                .forEach(pem -> values.find(pem)
                        .filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
                        .ifPresent(file -> found.add(new ConfigConflict(pem, "cannot read the file " + file))));
        return found;
    }

    private static List<ConfigConflict> openApi(ConfigValues values) {
        String host = values.get(ConfigKey.HTTP_HOST);
        return values.get(ConfigKey.API_OPEN) instanceof ApiOpen.Everybody && !Network.isLoopback(host)
                ? List.of(new ConfigConflict(
                        ConfigKey.API_OPEN,
                        "true is allowed only while listening on loopback, not on " + host
                                + "; name the client networks instead"))
                : List.of();
    }
}
