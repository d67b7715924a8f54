package dev.parley.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A jar as a third party makes it of what a document shows: every file that stands in a fence behind its path,
 * {@code `src/main/java/...`:} or {@code `src/main/resources/...`:}, compiled and packed.
 */
public final class DocumentedJar {
    private static final Pattern FILE =
            Pattern.compile("`(src/main/(?:java|resources)/[^`]+)`[^\\n`]*:\\n\\n```\\w*\\n(.*?)```", Pattern.DOTALL);

    private DocumentedJar() {}

    /** The files a document shows, by their paths. */
    public static Map<Path, String> files(Path document) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        Matcher shown = FILE.matcher(Files.readString(document).replace("\r\n", "\n"));
        for (MatchResult file : shown.results().toList()) {
            files.put(Path.of(file.group(1)), file.group(2));
        }
        if (files.isEmpty()) {
            throw new AssertionError(document + " shows no file");
        }
        return files;
    }

    /** Builds it in a directory, against a class path. */
    public static Path make(Path document, Path directory, String classPath) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp", classPath, "-d", classes.toString()));
        for (Map.Entry<Path, String> file : files(document).entrySet()) {
            boolean source = file.getKey().startsWith("src/main/java");
            Path root = Path.of("src", "main", source ? "java" : "resources");
            Path place = (source ? directory.resolve("src") : classes).resolve(root.relativize(file.getKey()));
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue());
            if (source) {
                arguments.add(place.toString());
            }
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError("what " + document + " shows does not compile");
        }
        return pack(classes, directory.resolve("documented.jar"));
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(classes)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out)) {
            for (Path file : files) {
                packed.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
        return jar;
    }

    /** What the running test finds its classes on, whoever runs it. */
    public static String classPath() {
        if (DocumentedJar.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"));
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
