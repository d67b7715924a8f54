package dev.parley.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Where scenarios get their processes and directories from. */
final class Lab {
    private final Settings settings;
    private int directories;

    Lab(Settings settings) throws IOException {
        this.settings = settings;
        delete(settings.work().resolve("data"));
        Files.createDirectories(settings.work().resolve("data"));
    }

    Settings settings() {
        return settings;
    }

    /** A new empty directory. */
    Path directory() throws IOException {
        return Files.createDirectories(settings.work().resolve("data").resolve("run-" + ++directories));
    }

    /** A server on a new directory, with the benchmark's bots. */
    Child server() throws Exception {
        Child server = server(directory());
        Bots.make(server.port());
        return server;
    }

    /** A server on what a directory has. */
    Child server(Path directory) throws IOException {
        return Child.start(settings, log("server"), ServerMain.class, directory.toString());
    }

    /** A server on a new directory and this store, with the benchmark's bots. */
    Child serverOn(String store) throws Exception {
        Child server = Child.start(
                settings, log("server"), ServerMain.class, directory().toString(), store);
        Bots.make(server.port());
        return server;
    }

    /** A bare echo server. */
    Child echo() throws IOException {
        return Child.start(settings, log("echo"), EchoMain.class);
    }

    /** A Socket.IO server. */
    Child socketIo() throws IOException {
        return Child.start(settings, log("socketio"), SocketIoMain.class);
    }

    /** Runs a task of {@link StoreMain} in a process of its own; what it tells. */
    JsonObject store(String... arguments) throws IOException {
        try (Child store = Child.start(settings, log("store"), StoreMain.class, arguments)) {
            return store.ready();
        }
    }

    private Path log(String name) {
        return settings.work().resolve(name + ".log");
    }

    /** The store's file under a server's directory. */
    static Path storeFile(Path directory) {
        return directory.resolve("data").resolve("parley.db");
    }

    /** A copy of a directory no process uses. */
    Path copy(Path source) throws IOException {
        Path target = directory();
        for (Path file : files(source)) {
            Path copy = target.resolve(source.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        return target;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
