package dev.parley.config;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was set, by key; what was not has its default. Immutable; any thread. */
public record ConfigValues(Map<ConfigKey<?>, Object> values) {
    /** Takes values that have their keys' types. One that is the key's default counts as not set. */
    public ConfigValues(Map<ConfigKey<?>, Object> values) {
        this.values = values.entrySet().stream()
                .filter(entry -> !entry.getKey().fallbackValue().equals(Optional.of(entry.getValue())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The value of a key that has a default. */
    public <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow();
    }

    // Only Config.Builder.set and the key's own type put values in, so what stands under a key has the key's type.
    /** The value of a key; empty when it was not set and has no default. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(ConfigKey<T> key) {
        T value = (T) values.get(key);
        return value != null ? Optional.of(value) : key.fallbackValue();
    }
}
