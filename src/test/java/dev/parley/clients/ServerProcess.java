package dev.parley.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.testing.TemporaryDirectory;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The real server as a process of its own, which can be stopped or killed and started again on the same port and data.
 * A control port lets programs outside the JVM do so: {@code POST /stop?signal=TERM|KILL} and {@code POST /start}.
 */
public final class ServerProcess implements AutoCloseable {
    public static final String ADMIN_TOKEN = "test-admin-token";

    static final String BOT_TOKEN = "test-bot-token";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int MOST_TROUBLES = 60;
    static final String BOT = "{\"name\":\"Front desk\","
            + "\"engine\":{\"type\":\"echo\",\"prefix\":\"echo: \"},\"channels\":[{\"type\":\"websocket\","
            + "\"access_token\":\"" + BOT_TOKEN + "\",\"scope\":\"session\",\"page\":true}]}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> command;
    private final Map<String, String> settings;
    private final TemporaryDirectory directory = TemporaryDirectory.make("parley-process");
    private final int port;
    private final HttpServer control;
    private Process process;

    /** Starts a server on an empty store; it is ready when this returns. */
    public ServerProcess() throws IOException {
        this(Map.of());
    }

    /**
     * Starts one that is told more.
     *
     * @param settings variables of its environment beside the usual
     */
    public ServerProcess(Map<String, String> settings) throws IOException {
        this(ServerProgram.command(List.of()), settings);
    }

    /** Starts a server with some jars more on its class path. */
    static ServerProcess with(Path... jars) throws IOException {
        return new ServerProcess(ServerProgram.command(List.of(jars)), Map.of());
    }

    ServerProcess(List<String> command, Map<String, String> settings) throws IOException {
        this.command = command;
        this.settings = settings;
        port = freePort();
        control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        control.createContext("/", this::control);
        control.start();
        start();
    }

    /** Starts the server and waits until it is ready. */
    public synchronized void start() throws IOException {
        launch();
        awaitReady();
    }

    /** Starts the server and does not wait for it. */
    public synchronized void launch() throws IOException {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("the server runs already");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("PARLEY_"));
        environment.put("PARLEY_HTTP_PORT", String.valueOf(port));
        environment.put("PARLEY_DATA_DIR", directory.path().resolve("data").toString());
        environment.put(
                "PARLEY_UPLOADS_DIR", directory.path().resolve("uploads").toString());
        environment.put("PARLEY_BOTS_DIR", directory.path().resolve("bots").toString());
        environment.put("PARLEY_ADMIN_TOKEN", ADMIN_TOKEN);
        List.of("MESSAGES", "SESSIONS", "CONNECTION", "BOT")
                .forEach(rate -> environment.put("PARLEY_RATE_" + rate, "0"));
        environment.putAll(settings);
        Files.createDirectories(directory.path().resolve("bots"));
        process = builder.start();
    }

    /** Waits until the server that was launched is ready. */
    public synchronized void awaitReady() {
        if (!becomesReady()) {
            throw new AssertionError("the server ended:\n" + logged());
        }
    }

    /** Waits until the server that was launched is ready; false when it ends instead. */
    public synchronized boolean becomesReady() {
        try {
            Waiting.until("the server is ready", START_LIMIT, () -> !process.isAlive() || ready());
        } catch (AssertionError late) {
            process.destroyForcibly();
            throw new AssertionError("the server is not ready:\n" + logged(), late);
        }
        return process.isAlive();
    }

    /** Ends the server at once, without waiting until it is gone. */
    public synchronized void kill() {
        process.destroyForcibly();
    }

    /** Asks the server to end (TERM), or ends it (KILL), and waits until it is gone. */
    public synchronized void stop(boolean kill) throws InterruptedException {
        if (kill) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the server did not end within 15 s of SIGTERM:\n" + logged());
        }
    }

    /** Makes an echo bot with a page; its id. */
    String makeBot() throws IOException, InterruptedException {
        return makeBot(BOT);
    }

    /** Makes a bot of this manifest; its id. */
    public String makeBot(String manifest) throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        String body = "{\"bot\":{\"id\":\"" + id + "\",\"manifest\":" + manifest + "}}";
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url() + "/api/bots"))
                        .header("authorization", "Bearer " + ADMIN_TOKEN)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new AssertionError("the bot was not made: " + answer.statusCode() + " " + answer.body());
        }
        return id;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    String controlUrl() {
        return "http://127.0.0.1:" + control.getAddress().getPort();
    }

    /** The directory of the server's store. */
    public Path data() {
        return directory.path().resolve("data");
    }

    /** All the server has printed. */
    public String logged() {
        try {
            return Files.readString(log());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The last warnings and errors among what the server has printed. */
    public String troubles() {
        List<String> lines = logged().lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_TROUBLES), lines.size()));
    }

    /** Ends the server and removes all it left. */
    @Override
    public void close() throws Exception {
        control.stop(0);
        process.destroyForcibly().waitFor();
        directory.close();
    }

    private Path log() {
        return directory.path().resolve("server.log");
    }

    private boolean ready() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(url() + "/health/ready"))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private void control(HttpExchange exchange) throws IOException {
        String problem = "";
        try {
            switch (exchange.getRequestURI().toString()) {
                case "/stop?signal=TERM" -> stop(false);
                case "/stop?signal=KILL" -> stop(true);
                case "/start" -> start();
                default -> problem = "unknown command";
            }
        } catch (InterruptedException | AssertionError failure) {
            problem = String.valueOf(failure);
        }
        byte[] body = problem.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 500, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
