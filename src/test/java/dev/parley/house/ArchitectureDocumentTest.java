package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureDocumentTest {
    /** A word in code style that begins like a class: the first part of {@code Body.Kind}. */
    private static final Pattern NAMED = Pattern.compile("`(?:[a-z]+\\.)*([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)?`");

    @Test
    void everyClassThatIsNamedIsThere() throws IOException {
        Set<String> named = new TreeSet<>(Pattern.compile(NAMED.pattern())
                .matcher(Files.readString(Path.of("docs/architecture.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList());

        Set<String> there = sources();
        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named).filteredOn(name -> !there.contains(name)).isEmpty();
    }

    @Test
    void thePictureIsTheOneThatImportsAreHeldTo() throws IOException {
        String picture = Files.readString(Path.of("docs/architecture.md"))
                .replaceAll("(?s)^.*?```\n(.*?)```.*$", "$1")
                .replaceAll("·.*", "");
        List<List<String>> drawn = picture.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> List.of(line.split(" +")))
                .toList();

        assertThat(drawn.get(0)).containsExactly("Main", "Parley");
        assertThat(drawn.subList(1, drawn.size())).isEqualTo(Floors.PLAN.subList(1, Floors.PLAN.size()));
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
