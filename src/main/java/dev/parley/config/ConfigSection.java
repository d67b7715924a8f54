package dev.parley.config;

import java.util.List;
import java.util.function.Function;

/**
 * Keys that belong together, such as those of a gateway.
 *
 * @param keys in the order in which {@code --help} and the documents list them
 * @param conflicts what is wrong with values that are fine alone
 */
public record ConfigSection(List<ConfigKey<?>> keys, Function<ConfigValues, List<ConfigConflict>> conflicts) {
    /** Keys of which any value goes with any other's. */
    public static ConfigSection of(ConfigKey<?>... keys) {
        return new ConfigSection(List.of(keys), values -> List.of());
    }
}
