package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClassCirclesTest {
    private static final String PARTS = "parts of one thing with one owner, in files of their own";

    /** Which circles stay, by one of their members, and why. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("dev.parley.bot.Schema", "a sealed family and the factory methods that make its members"),
            Map.entry("dev.parley.config.Config", "a value and its builder"),
            Map.entry("dev.parley.conversation.SessionOpening", PARTS),
            Map.entry("dev.parley.store.Transaction", PARTS));

    @Test
    void classesOfAPackageFormNoCircleButThoseWithAReason() {
        List<Set<String>> circles = Circles.in(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(Floors.ROOT));

        assertThat(circles.stream()
                        .filter(circle -> circle.stream().noneMatch(REASONS::containsKey))
                        .map(circle -> circle.stream()
                                .map(name -> name.substring(Floors.ROOT.length() + 1))
                                .collect(Collectors.joining(" ")))
                        .toList())
                .isEmpty();
    }
}
