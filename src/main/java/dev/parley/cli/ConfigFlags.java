package dev.parley.cli;

import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigKeys;
import dev.parley.config.ConfigLoader;
import dev.parley.config.LogFormat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The flags that configure: one for each key, before or after any command, and {@code --config}. */
final class ConfigFlags {
    private static final String FILE_FLAG = "--config";

    private final ConfigKeys keys;
    private final Map<String, String> environment;
    private final Map<ConfigKey<?>, String> flags = new HashMap<>();
    private @Nullable Path file;

    /** @param keys every key there is */
    ConfigFlags(ConfigKeys keys, Map<String, String> environment) {
        this.keys = keys;
        this.environment = environment;
    }

    /** Adds the flags to the root command; all others inherit them. */
    void addTo(CommandSpec root) {
        root.addOption(option(FILE_FLAG, "FILE", text -> file = Path.of(text))
                .description("Configuration file (default: " + ConfigLoader.DEFAULT_FILE + ").")
                .build());
        for (ConfigKey<?> key : keys.all()) {
            OptionSpec.Builder option = option(key.flag(), "VALUE", text -> flags.put(key, text))
                    .description(
                            key.doc() + (key.fallback() == null ? "" : " Default: " + shown(key.fallback()) + "."));
            if (key.equals(ConfigKey.DEMO)) {
                option.arity("0..1").fallbackValue("true");
            }
            root.addOption(option.build());
        }
    }

    /** The configuration of file, environment and flags; from now on lines are logged in its format. */
    Config load() {
        Config config = ConfigLoader.load(keys, Optional.ofNullable(file), environment, flags);
        System.setProperty("parley.log.format", config.logFormat() == LogFormat.JSON ? "json" : "text");
        return config;
    }

    private static OptionSpec.Builder option(String flag, String label, Value value) {
        ISetter setter = new ISetter() {
            @Override
            @SuppressWarnings("TypeParameterUnusedInFormals")
            public <T> T set(T text) {
                // Each command that inherits the flag sets it back to nothing before it parses.
                if (text != null) {
                    value.accept(text.toString());
                }
                return text;
            }
        };
        return OptionSpec.builder(flag)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .scopeType(ScopeType.INHERIT)
                .setter(setter);
    }

    private static String shown(String fallback) {
        return fallback.isEmpty() ? "none" : fallback;
    }

    private interface Value {
        void accept(String text);
    }
}
