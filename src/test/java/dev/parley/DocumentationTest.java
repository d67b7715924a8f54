package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                Path target = document.resolveSibling(links.group(1));
                if (!Files.exists(target)) {
                    broken.add(document + " -> " + links.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void noMergeIsLeftHalfDone() throws IOException {
        for (Path document : documents()) {
            assertThat(Files.readAllLines(document))
                    .as(document.toString())
                    .noneMatch(line -> line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> "));
        }
    }

    @Test
    void everyDocumentIsReachedFromAnother() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path document : documents()) {
            all.append(Files.readString(document));
        }
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            assertThat(docs.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".md")))
                    .allSatisfy(name -> assertThat(all).contains(name));
        }
    }

    @Test
    void everyDecisionThatIsCitedStandsInTheList() throws IOException {
        Set<String> numbers = Pattern.compile("(?m)^\\*\\*(\\d+) · ")
                .matcher(Files.readString(Path.of("docs/decisions.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher cited = Pattern.compile("\\(decision (\\d+)\\)").matcher(Files.readString(source));
                while (cited.find()) {
                    if (!numbers.contains(cited.group(1))) {
                        unknown.add(source + " cites " + cited.group(1));
                    }
                }
            }
        }
        assertThat(numbers).hasSizeGreaterThan(50);
        assertThat(unknown).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(
                Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md"), Path.of("SECURITY.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents;
    }
}
