package dev.parley.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Loads the configuration: file, then {@code PARLEY_*} environment, then flags; the later wins. All problems are
 * reported at once, and any of them refuses the whole. An empty value counts as not given.
 */
public final class ConfigLoader {
    /** The file that is read when none is named; it may be missing. */
    public static final Path DEFAULT_FILE = Path.of("conf", "parley.yaml");

    /** Names the configuration file. */
    public static final String FILE_VARIABLE = "PARLEY_CONFIG";

    // The test suite's own switch may stand in the environment of a server that a test starts.
    private static final Set<String> OTHER_VARIABLES = Set.of(FILE_VARIABLE, "PARLEY_REQUIRE_ALL");

    // Kubernetes sets these in every pod beside a service named "parley"; nobody wrote them by hand.
    private static final Pattern SERVICE_LINK =
            Pattern.compile("PARLEY_SERVICE_(HOST|PORT(_\\w+)?)=.*|PARLEY_PORT(_\\d+_(TCP|UDP|SCTP))?=\\w+://.*"
                    + "|PARLEY_PORT_\\d+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR)=.*");

    private final Config.Builder builder = Config.builder();
    private final Map<ConfigKey<?>, Setting> given = new HashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    private final ConfigKeys keys;

    private ConfigLoader(ConfigKeys keys) {
        this.keys = keys;
    }

    /**
     * Loads and checks.
     *
     * @param keys every key there is
     * @param file the file named by the caller, if any; {@code PARLEY_CONFIG} and {@link #DEFAULT_FILE} follow
     * @param flags values by key, as written on the command line
     * @throws ConfigException with everything that is wrong
     */
    public static Config load(
            ConfigKeys keys, Optional<Path> file, Map<String, String> environment, Map<ConfigKey<?>, String> flags) {
        ConfigLoader loader = new ConfigLoader(keys);
        loader.file(file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE))
                .filter(name -> !name.isBlank())
                .map(Path::of)));
        loader.environment(environment);
        flags.forEach((key, text) -> loader.accept(key, new Setting("command line", key.flag(), text)));
        return loader.build();
    }

    private void file(Optional<Path> named) {
        Path path = named.orElse(DEFAULT_FILE);
        if (named.isEmpty() && !Files.exists(path)) {
            return;
        }
        if (!Files.isRegularFile(path)) {
            problems.add(new ConfigProblem(path.toString(), "file", "does not exist"));
            return;
        }
        ConfigFile content = ConfigFile.read(path);
        problems.addAll(content.problems());
        Set<String> seen = new HashSet<>();
        for (Setting setting : content.settings()) {
            if (!seen.add(setting.name())) {
                problems.add(new ConfigProblem(setting.source(), setting.name(), "is set twice"));
            }
            resolve(setting, ConfigKey::path);
        }
    }

    private void environment(Map<String, String> environment) {
        environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("PARLEY_"))
                .filter(entry -> !OTHER_VARIABLES.contains(entry.getKey()))
                .filter(entry -> !SERVICE_LINK
                        .matcher(entry.getKey() + "=" + entry.getValue())
                        .matches())
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        entry -> resolve(new Setting("environment", entry.getKey(), entry.getValue()), ConfigKey::env));
    }

    private void resolve(Setting setting, Function<ConfigKey<?>, String> naming) {
        Optional<ConfigKey<?>> key = keys.all().stream()
                .filter(candidate -> naming.apply(candidate).equals(setting.name()))
                .findFirst();
        if (key.isPresent()) {
            accept(key.get(), setting);
        } else {
            List<String> names = keys.all().stream().map(naming).toList();
            problems.add(new ConfigProblem(
                    setting.source(), setting.name(), "unknown key" + NearestName.hint(setting.name(), names)));
        }
    }

    // A value that a stronger source replaces is checked all the same: it would bite when that source goes.
    private <T> void accept(ConfigKey<T> key, Setting setting) {
        String text = setting.text().strip();
        if (text.isEmpty()) {
            return;
        }
        given.put(key, setting);
        try {
            builder.set(key, key.type().parse(text));
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(setting.source(), setting.name(), reason(key, text, e)));
        }
    }

    private Config build() {
        for (ConfigConflict conflict : keys.conflicts(builder.values())) {
            Setting setting = given.get(conflict.key());
            problems.add(
                    setting == null
                            ? new ConfigProblem("configuration", conflict.key().path(), conflict.reason())
                            : new ConfigProblem(setting.source(), setting.name(), conflict.reason()));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return builder.build();
    }

    private static String reason(ConfigKey<?> key, String text, IllegalArgumentException e) {
        String reason = String.valueOf(e.getMessage());
        // An item of a list is quoted by its own reason.
        return key.type().isSecret() || reason.startsWith("\"")
                ? reason
                : "\"" + StoreLocation.masked(text) + "\" " + reason;
    }
}
