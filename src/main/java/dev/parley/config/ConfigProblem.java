package dev.parley.config;

/**
 * One thing wrong with the configuration.
 *
 * @param source where it stands: a file with line, {@code environment}, {@code command line}
 * @param key the name as it is written there
 */
public record ConfigProblem(String source, String key, String reason) {
    @Override
    public String toString() {
        return source + ": " + key + ": " + reason;
    }
}
