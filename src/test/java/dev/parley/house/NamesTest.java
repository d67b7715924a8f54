package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/parley");

    /** Where a simple name stands for one thing; a protocol's words are free in its gateway and its library. */
    private static final List<String> UNIQUE = List.of(
            "conversation",
            "feed",
            "delivery",
            "store",
            "server",
            "media",
            "config",
            "bot",
            "http",
            "admin",
            "metrics",
            "fanout");

    @Test
    void aSimpleNameOfTheCoreStandsForOneThing() throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                String room = SOURCES.relativize(file).getName(0).toString();
                if (UNIQUE.contains(room) && !name.equals("package-info.java")) {
                    places.computeIfAbsent(name, first -> new ArrayList<>())
                            .add(SOURCES.relativize(file).getParent().toString());
                }
            }
        }

        assertThat(places)
                .hasSizeGreaterThan(200)
                .allSatisfy((name, where) -> assertThat(where).as(name).hasSize(1));
    }
}
