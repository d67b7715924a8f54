package dev.parley.config;

import java.util.stream.Collectors;

/** The documented table of all keys, in Markdown. */
public final class ConfigTable {
    private ConfigTable() {}

    /** One row a key. */
    public static String markdown(ConfigKeys keys) {
        return "| `conf/parley.yaml` | environment | flag | value | default | |\n|---|---|---|---|---|---|\n"
                + keys.all().stream().map(ConfigTable::row).collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String row(ConfigKey<?> key) {
        String fallback = key.fallback() == null || key.fallback().isEmpty() ? "none" : "`" + key.fallback() + "`";
        return "| `%s` | `%s` | `%s` | %s | %s | %s |"
                .formatted(key.path(), key.env(), key.flag(), key.type().form(), fallback, key.doc());
    }
}
