package dev.parley.clients;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar as a third party makes it: the engine that {@code docs/engines/own.md} shows, compiled and registered. */
final class EngineJar {
    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final String HEAD = """
            package com.example.shouting;

            import dev.parley.bot.*;
            import dev.parley.conversation.*;
            import dev.parley.engine.*;
            import io.vertx.core.Future;
            import io.vertx.core.json.JsonObject;
            import java.util.*;

            """;

    private EngineJar() {}

    static Path make(Path directory, String classPath) throws IOException {
        Matcher code = CODE.matcher(Files.readString(Path.of("docs", "engines", "own.md")));
        if (!code.find()) {
            throw new AssertionError("the document shows no engine");
        }
        Path source = Files.writeString(directory.resolve("ShoutingProvider.java"), HEAD + code.group(1));
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", classes.toString(), source.toString());
        if (failed != 0) {
            throw new AssertionError("the engine that the document shows does not compile");
        }
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("dev.parley.engine.EngineProvider"), "com.example.shouting.ShoutingProvider\n");
        return pack(classes, directory.resolve("shouting.jar"));
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
}
