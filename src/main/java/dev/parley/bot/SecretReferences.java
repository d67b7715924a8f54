package dev.parley.bot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code ${env:NAME}} and {@code ${file:PATH}}. A reference is a whole string, never a
 * part of one. A file's last line end does not count. Reads files, so it runs on a worker thread.
 */
final class SecretReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");
    private static final int LARGEST_FILE = 64 * 1024;

    private final Function<String, @Nullable String> environment;

    SecretReferences(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** A copy with values; a reference that leads nowhere is a problem that names it. */
    @Nullable
    Object resolve(String path, @Nullable Object value, Consumer<Problem> problems) {
        if (value instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            for (Map.Entry<String, Object> entry : object) {
                copy.put(entry.getKey(), resolve(path + "/" + entry.getKey(), entry.getValue(), problems));
            }
            return copy;
        }
        if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            for (int i = 0; i < array.size(); i++) {
                copy.add(resolve(path + "/" + i, array.getValue(i), problems));
            }
            return copy;
        }
        Matcher reference = REFERENCE.matcher(value instanceof String text ? text : "");
        if (!reference.matches()) {
            return value;
        }
        String name = reference.group(2);
        String found = reference.group(1).equals("env") ? environment.apply(name) : file(name);
        if (found == null || found.isEmpty()) {
            problems.accept(Problem.at(
                    path,
                    reference.group(1).equals("env")
                            ? "environment variable " + name + " is not set"
                            : "file " + name + " cannot be read, is empty or larger than 64 KiB"));
            return value;
        }
        return found;
    }

    private static @Nullable String file(String name) {
        try {
            Path path = Path.of(name);
            if (!Files.isRegularFile(path)) {
                return null;
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
                return bytes.length > LARGEST_FILE
                        ? null
                        : new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            }
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }
}
