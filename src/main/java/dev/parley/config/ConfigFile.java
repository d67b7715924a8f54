package dev.parley.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the YAML file as a stream, so that values keep the text they were written in (a token {@code 0123} is no
 * number) and every problem can name its line.
 */
final class ConfigFile {
    private final Path file;
    private final List<Setting> settings = new ArrayList<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    /** The settings of a file, with what is wrong about its form. */
    static ConfigFile read(Path file) {
        ConfigFile result = new ConfigFile(file);
        try (Reader reader = Files.newBufferedReader(file);
                YAMLParser parser = new YAMLFactory().createParser(reader)) {
            result.document(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            result.problems.add(new ConfigProblem(file + ":" + line, "file", "is not YAML: " + firstLine(e)));
        } catch (IOException e) {
            result.problems.add(new ConfigProblem(file.toString(), "file", "cannot be read: " + e));
        }
        return result;
    }

    List<Setting> settings() {
        return settings;
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    private void document(YAMLParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            object(parser, "");
        } else if (token != null && token != JsonToken.VALUE_NULL) {
            problem(parser, "file", "must hold keys with values, as in \"http: {port: 4000}\"");
        }
    }

    private void object(YAMLParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix + parser.currentName();
            String source = source(parser);
            switch (parser.nextToken()) {
                case START_OBJECT -> object(parser, path + ".");
                case START_ARRAY -> settings.add(new Setting(source, path, array(parser, path)));
                case VALUE_NULL -> settings.add(new Setting(source, path, ""));
                default -> settings.add(new Setting(source, path, parser.getText()));
            }
        }
    }

    private String array(YAMLParser parser, String path) throws IOException {
        List<String> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token.isScalarValue()) {
                items.add(parser.getText());
            } else {
                problem(parser, path, "must be a list of plain values");
                parser.skipChildren();
            }
        }
        return String.join(",", items);
    }

    private void problem(YAMLParser parser, String key, String reason) {
        problems.add(new ConfigProblem(source(parser), key, reason));
    }

    private String source(YAMLParser parser) {
        return file + ":" + parser.currentTokenLocation().getLineNr();
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
