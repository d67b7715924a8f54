package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NoticeTest {
    /** Libraries of the tests that come from the same projects as some of the jar's. */
    private static final List<String> OF_TESTS = List.of("vertx-junit5", "vertx-web-client", "vertx-uri-template");

    /** The projects of whose libraries the jar is made, by the folder of a local repository that they lie in. */
    private static final Pattern LIBRARY = Pattern.compile(
            ".*/(?:io/vertx|io/netty|com/fasterxml/jackson/\\w+|io/micrometer|io/prometheus|org/apache/pdfbox|commons-logging"
                    + "|com/bucket4j|info/picocli|org/yaml|org/jspecify|org/xerial|com/ongres/\\w+|org/hdrhistogram"
                    + "|org/latencyutils|org/slf4j|ch/qos/logback)/([^/]+)/[^/]+/[^/]+\\.jar");

    @Test
    void everyLibraryInTheJarIsNamed() throws IOException {
        String notice = Files.readString(Path.of("NOTICE"));
        Set<String> libraries = new TreeSet<>();
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(LIBRARY::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .filter(name -> !OF_TESTS.contains(name))
                .forEach(libraries::add);
        Matcher declared = Pattern.compile(
                        "<artifactId>([^<]+)</artifactId>(?:\\s*<version>[^<]*</version>)?\\s*</dependency>")
                .matcher(Files.readString(Path.of("pom.xml")));
        while (declared.find()) {
            libraries.add(declared.group(1));
        }

        assertThat(libraries)
                .contains("vertx-core", "sqlite-jdbc", "picocli")
                .allSatisfy(library -> assertThat(notice).containsPattern("\\b" + library + "\\b"));
    }
}
