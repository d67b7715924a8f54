package dev.parley.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A real PostgreSQL server on a data directory of its own, durable as in production. It can be stopped, killed and
 * started again on the same port, and goes with the JVM; one left over by a killed JVM is removed by the next run.
 *
 * <p>All test classes that never stop it share {@link #shared()}, each test with a schema of its own.
 */
public final class PostgresServer implements AutoCloseable {
    /** After it was killed it goes through its log first, which a busy disk makes long. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final String PASSWORD = "test&pass/word";
    private static final String ESCAPED_PASSWORD = "test%26pass%2Fword";
    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "shared_buffers", "64MB",
            "max_connections", "100",
            "log_min_messages", "fatal");

    private final PostgresPrograms programs;
    private final Path directory;
    private final int port;
    private final List<String> settings;
    private Process process;

    private PostgresServer(PostgresPrograms programs, Path directory, int port, List<String> settings) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
        this.settings = settings;
    }

    /** The one of this JVM; started when first asked for. It lives as long, and need not wait for the disk. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static final class Clients {
        static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    }

    private static final class Shared {
        static final PostgresServer SERVER = launch("fsync=off", "checkpoint_timeout=1h");
    }

    /**
     * A further one, for tests that stop it.
     *
     * @param settings {@code name=value} beside the usual
     */
    public static PostgresServer launch(String... settings) {
        try {
            PostgresPrograms programs = PostgresPrograms.unpacked();
            Path directory = Leftovers.claim();
            PostgresServer server = new PostgresServer(programs, directory, freePort(), List.of(settings));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "postgres-stop"));
            server.initialise();
            server.start();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@code postgresql://} URL of the whole database. */
    public String url() {
        return url(port);
    }

    /** The same, as reached by another port. */
    public String url(int otherPort) {
        return "postgresql://parley:" + ESCAPED_PASSWORD + "@127.0.0.1:" + otherPort + "/postgres";
    }

    public int port() {
        return port;
    }

    /** The URL of a new, empty schema. */
    public String newStore() {
        String schema = "t" + UUID.randomUUID().toString().replace("-", "");
        execute("CREATE SCHEMA " + schema);
        return url() + "?search_path=" + schema;
    }

    /** Drops the schema of a URL from {@link #newStore}. */
    public void dropStore(String url) {
        execute("DROP SCHEMA " + schema(url) + " CASCADE");
    }

    /** The schema in a URL from {@link #newStore}. */
    public static String schema(String url) {
        return url.substring(url.indexOf("search_path=") + "search_path=".length());
    }

    /** Runs SQL in the whole database. */
    public void execute(String sql) {
        with(url(), connection -> connection.query(sql).execute());
    }

    /** Does something over a connection of its own. */
    public static <T> T with(String url, Function<PgConnection, Future<T>> work) {
        return Waiting.on(PgConnection.connect(
                        Clients.VERTX, PgConnectOptions.fromUri(url).addProperty("client_min_messages", "warning"))
                .compose(connection -> work.apply(connection).eventually(connection::close)));
    }

    /** Starts it again after {@link #stop} or {@link #kill}; returns when it takes connections. */
    public void start() {
        List<String> command = new ArrayList<>();
        command.add("postgres");
        command.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        if (System.getProperty("os.name").startsWith("Linux")) {
            // After a kill it would else sync each of a thousand files, which takes a busy disk half a minute.
            command.addAll(List.of("-c", "recovery_init_sync_method=syncfs"));
        }
        try {
            process = programs.start(command, directory.resolve("log").toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Waiting.until("PostgreSQL takes connections", START_LIMIT, this::answers);
    }

    /** Stops it as an administrator would: connections are ended, everything is written. */
    public void stop() {
        signal("INT");
    }

    /** Kills all its processes without a word. */
    public void kill() {
        // Those of its connections would else go on for a moment.
        List<ProcessHandle> processes = process.descendants().toList();
        signal("KILL");
        processes.forEach(ProcessHandle::destroyForcibly);
        Waiting.until("all are gone", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Stops it and removes what it kept. */
    @Override
    public void close() {
        try {
            if (process != null && process.isAlive()) {
                signal("QUIT");
            }
            TemporaryDirectory.remove(directory);
        } catch (RuntimeException failure) {
            System.err.println("PostgreSQL in " + directory + " was not removed: " + failure);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("PostgreSQL did not start: " + log());
        }
        try {
            execute("SELECT 1");
            return true;
        } catch (Throwable notYet) {
            return false;
        }
    }

    private void initialise() throws IOException {
        Path password = directory.resolve("password");
        Files.writeString(password, PASSWORD);
        programs.hand(directory, password);
        Process initdb = programs.start(
                List.of(
                        "initdb",
                        "-D",
                        data().toString(),
                        "-U",
                        "parley",
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--encoding=UTF8",
                        "--locale=C",
                        // The tests connect all the time, and guess no passwords.
                        "--set=scram_iterations=16",
                        "--data-checksums"),
                directory.resolve("log").toFile());
        if (finish(initdb) != 0) {
            throw new IOException("initdb failed: " + log());
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private void signal(String name) {
        try {
            finish(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start());
            finish(process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int finish(Process process) {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after 30 s: "
                        + process.info().commandLine().orElse("?"));
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
