package dev.parley.bot;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The bots of a directory: every {@code *.json} in it, in the order of their names.
 *
 * @param files the files that could be read
 * @param problems one sentence, beginning with the file, for each of the others
 */
public record BotFiles(List<BotFile> files, List<String> problems) {
    /** Reads a directory on the calling thread, which must be one that may block. A missing directory has no files. */
    public static BotFiles in(Path directory) {
        List<BotFile> files = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<UUID, Path> owners = new HashMap<>();
        for (Path path : paths(directory, problems)) {
            try {
                if (!(Json.decodeValue(Buffer.buffer(Files.readAllBytes(path))) instanceof JsonObject json)) {
                    problems.add(path + ": is not a JSON object");
                    continue;
                }
                BotFile file = BotFile.of(path.getFileName().toString(), json);
                Path owner = owners.putIfAbsent(file.id(), path);
                if (owner == null) {
                    files.add(file);
                } else {
                    problems.add(path + ": " + owner + " has the same bot id " + file.id());
                }
            } catch (DecodeException e) {
                problems.add(path + ": is not JSON: " + JsonSyntax.reason(e));
            } catch (IllegalArgumentException e) {
                problems.add(path + ": " + e.getMessage());
            } catch (IOException e) {
                problems.add(path + ": cannot be read (" + e + ")");
            }
        }
        return new BotFiles(List.copyOf(files), List.copyOf(problems));
    }

    private static List<Path> paths(Path directory, List<String> problems) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(path -> path.toString().endsWith(BotFile.SUFFIX) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(directory + ": cannot be listed (" + e + ")");
            return List.of();
        }
    }
}
