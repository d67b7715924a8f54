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
    /** Which circles stay, by one of their members, and why. */
    private static final Map<String, String> REASONS = Map.of();

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
