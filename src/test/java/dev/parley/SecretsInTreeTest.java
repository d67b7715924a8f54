package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nobody's key lies in the tree: private keys, and tokens of services that can be told by their form. */
class SecretsInTreeTest {
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", "data", "uploads");
    private static final long LARGEST = 2_000_000;

    /** Put together from halves, so that this file has none of them. */
    private static final Pattern SECRET = Pattern.compile(String.join(
            "|",
            "-----BEGIN " + "(?:[A-Z]+ )*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{40}",
            "\\bAKIA" + "[0-9A-Z]{16}\\b",
            "\\bgh[pousr]_" + "[A-Za-z0-9]{36}",
            "\\bgithub_pat_" + "[A-Za-z0-9_]{60}",
            "\\bglpat-" + "[A-Za-z0-9_-]{20}",
            "\\bxox[abprs]-" + "[A-Za-z0-9-]{20}",
            "\\bsk-(?:proj-|ant-)?" + "[A-Za-z0-9_-]{32}",
            "\\bAIza" + "[A-Za-z0-9_-]{35}\\b",
            "\\bnpm_" + "[A-Za-z0-9]{36}",
            "\\beyJ" + "[A-Za-z0-9_-]{20,}\\.eyJ[A-Za-z0-9_-]{20,}\\."));

    @Test
    void nothingLooksLikeAKeyOfSomebody() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(300);
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            SECRET.matcher(text)
                    .results()
                    .forEach(hit -> found.add(file + ": " + hit.group().substring(0, 8) + "..."));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void whatItLooksForIsFound() {
        String body = "A".repeat(60);
        assertThat(List.of(
                        "-----BEGIN " + "PRIVATE KEY-----\n" + body,
                        "-----BEGIN " + "RSA PRIVATE KEY-----\r\n" + body,
                        "key = AKIA" + "A".repeat(16),
                        "token: ghp_" + "a".repeat(36),
                        "xoxb-" + "1".repeat(24),
                        "OPENAI=sk-" + "b".repeat(40),
                        "eyJ" + "a".repeat(20) + ".eyJ" + "b".repeat(20) + ".sig"))
                .allMatch(text -> SECRET.matcher(text).find());
        assertThat(SECRET.matcher("-----BEGIN " + "CERTIFICATE-----\n" + body).find())
                .isFalse();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(Path.of("").toAbsolutePath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(directory.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() < LARGEST) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
