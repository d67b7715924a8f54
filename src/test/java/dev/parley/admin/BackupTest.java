package dev.parley.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.CommandRun;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Backups by the command line, taken from servers that run, and what comes of them. */
class BackupTest {
    private static final byte[] PIXELS = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};

    @TempDir
    Path directory;

    private final List<TestServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(TestServer::stop);
    }

    @Test
    void whatWasAcknowledgedBeforeItBeganIsInABackupTakenWhileMessagesCome() throws Exception {
        TestServer server = start();
        SessionRef session = session(server);
        UUID image = image(server, session);
        Path backup = directory.resolve("backup.zip");
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        Thread talker = new Thread(() -> {
            while (!enough.get()) {
                say(server, session, "message " + acknowledged.get());
                acknowledged.incrementAndGet();
            }
        });
        talker.start();
        Waiting.until("people talk", () -> acknowledged.get() >= 20);

        int before = acknowledged.get();
        CommandRun run = CommandRun.in(server.directory(), "backup", backup.toString());
        Waiting.until("people go on talking", () -> acknowledged.get() > before);
        enough.set(true);
        talker.join();

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("and 1 images to " + backup);
        CommandRun restored = CommandRun.in(directory, "restore", backup.toString());
        assertThat(restored.err()).isEmpty();
        assertThat(restored.out()).contains("and 1 images from " + backup);
        TestServer second = startOn(directory);
        List<Event> events = Waiting.on(second.parts().store().after(session.session(), 0, 100_000));
        assertThat(events).hasSizeGreaterThanOrEqualTo(before);
        assertThat(events).extracting(Event::seq).isEqualTo(seqs(events.size()));
        assertThat(events)
                .extracting(event -> ((Body.Text) event.body()).text())
                .isEqualTo(IntStream.range(0, events.size())
                        .mapToObj(i -> "message " + i)
                        .toList());
        assertThat(imageBytes(second, image)).isEqualTo(PIXELS);
        say(second, session, "and on it goes");
        assertThat(files(directory.resolve("data"))).doesNotContain("admin-token");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerReadsABackupAndWhatIsRestored() throws Exception {
        TestServer server = start();
        Path backup = backup(server);

        CommandRun.in(directory, "restore", backup.toString());

        for (Path file : List.of(backup, directory.resolve("data/parley.db"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(files(directory.resolve("data"))).containsExactlyInAnyOrder("parley.db", "parley.lock");
    }

    @Test
    void anExistingFileIsReplacedOnlyWhenForced() throws Exception {
        TestServer server = start();
        Path file = Files.writeString(directory.resolve("backup.zip"), "precious");

        CommandRun refused = CommandRun.in(server.directory(), "backup", file.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo(file + " exists already; --force replaces it\n");
        assertThat(file).hasContent("precious");

        assertThat(CommandRun.in(server.directory(), "backup", "--force", file.toString())
                        .code())
                .isZero();
        assertThat(file).satisfies(path -> assertThat(Files.size(path)).isGreaterThan(1_000));
        assertThat(files(directory)).containsExactly("backup.zip");
    }

    @Test
    void whereNoStoreIsNothingIsWritten() throws Exception {
        CommandRun run = CommandRun.in(
                directory, "backup", directory.resolve("backup.zip").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("there is no file ").contains("parley.db");
        assertThat(files(directory)).isEmpty();
    }

    @Test
    void aStoreInPostgresIsForItsOwnTools() {
        CommandRun run = CommandRun.in(directory, "backup", "b.zip", "--store", "postgresql://u:geheim@localhost/d");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("pg_dump").doesNotContain("geheim");
    }

    @Test
    void nothingIsRestoredOverWhatIsThere() throws Exception {
        TestServer server = start();
        SessionRef session = session(server);
        image(server, session);
        Path backup = backup(server);
        Path data = Files.createDirectories(directory.resolve("data"));
        Path note = Files.writeString(data.resolve("note"), "mine");

        CommandRun used = CommandRun.in(directory, "restore", backup.toString());
        Files.delete(note);
        CommandRun images = CommandRun.in(
                directory,
                "restore",
                backup.toString(),
                "--uploads-dir",
                server.directory().resolve("uploads").toString());
        CommandRun serving = CommandRun.in(server.directory(), "restore", backup.toString());

        assertThat(used.err()).contains("is not empty, it holds note");
        assertThat(images.err()).startsWith("there are images in ");
        assertThat(serving.err()).contains("is in use by process");
        assertThat(List.of(used.code(), images.code(), serving.code())).containsOnly(1);
        assertThat(files(data)).doesNotContain("parley.db");
    }

    @Test
    void whatIsNoBackupIsRefusedAndLeavesNothing() throws Exception {
        Path text = Files.writeString(directory.resolve("text.zip"), "not a zip at all");
        Path other = zip("other.zip", Map.of("readme", "hello"));
        Path evil = zip(
                "evil.zip", Map.of("parley-backup.json", "{\"format\":1}", "parley.db", "", "uploads/../../x", "out"));
        Path noStore = zip("nostore.zip", Map.of("parley-backup.json", "{\"format\":1}", "parley.db", "no database"));
        Path newer = zip("newer.zip", Map.of("parley-backup.json", "{\"format\":2}", "parley.db", ""));

        assertThat(CommandRun.in(directory, "restore", text.toString()).err()).contains("is no backup, or is damaged");
        assertThat(CommandRun.in(directory, "restore", other.toString()).err()).isEqualTo(other + " is no backup\n");
        assertThat(CommandRun.in(directory, "restore", evil.toString()).err()).contains("it holds uploads/../../x");
        assertThat(CommandRun.in(directory, "restore", noStore.toString()).err())
                .contains("cannot be read as a store");
        assertThat(CommandRun.in(directory, "restore", newer.toString()).err())
                .contains("written by a newer server, as format 2");
        assertThat(CommandRun.in(directory, "restore", directory.resolve("none").toString())
                        .err())
                .startsWith("there is no file ");
        assertThat(files(directory.resolve("data"))).isSubsetOf("parley.lock");
        assertThat(directory.resolve("uploads")).doesNotExist();
    }

    @Test
    void aDamagedBackupIsRefusedAndLeavesNothing() throws Exception {
        TestServer server = start();
        SessionRef session = session(server);
        image(server, session);
        Path backup = backup(server);
        byte[] bytes = Files.readAllBytes(backup);
        int at = indexOf(bytes, PIXELS);
        bytes[at + 5] ^= 1;
        Files.write(backup, bytes);

        CommandRun run = CommandRun.in(directory, "restore", backup.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("is no backup, or is damaged: wrong bytes in uploads/");
        assertThat(files(directory.resolve("data"))).containsExactly("parley.lock");
        try (Stream<Path> left = Files.walk(directory.resolve("uploads"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aStoreOfANewerServerIsRefused() throws Exception {
        TestServer server = start();
        server.pause();
        change(server.directory().resolve("data/parley.db"), "INSERT INTO schema VALUES (99, 'x', 0)");
        Path file = directory.resolve("backup.zip");

        CommandRun run = CommandRun.in(server.directory(), "backup", file.toString());

        assertThat(run.err()).contains("written by a newer server");
        assertThat(file).doesNotExist();
        Path backup = directory.resolve("newer.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(backup))) {
            zip.putNextEntry(new ZipEntry("parley-backup.json"));
            zip.write("{\"format\":1}".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("parley.db"));
            Files.copy(server.directory().resolve("data/parley.db"), zip);
        }
        CommandRun restored = CommandRun.in(directory, "restore", backup.toString());
        assertThat(restored.code()).isEqualTo(1);
        assertThat(restored.err()).contains("written by a newer server");
        assertThat(files(directory.resolve("data"))).containsExactly("parley.lock");
        change(server.directory().resolve("data/parley.db"), "DELETE FROM schema WHERE version = 99");
        server.resume();
    }

    private TestServer start() {
        TestServer server = TestServer.start();
        servers.add(server);
        return server;
    }

    private TestServer startOn(Path restored) {
        TestServer server = TestServer.start(
                settings -> settings.dataDir(restored.resolve("data")).uploadsDir(restored.resolve("uploads")));
        servers.add(server);
        return server;
    }

    private Path backup(TestServer server) {
        Path file = directory.resolve("backup.zip");
        assertThat(CommandRun.in(server.directory(), "backup", file.toString()).err())
                .isEmpty();
        return file;
    }

    private static SessionRef session(TestServer server) {
        UUID bot = UUID.fromString(server.makeBot("{\"engine\":{\"type\":\"none\"}}"));
        SessionRef session = new SessionRef(UUID.randomUUID(), bot, "phoenix");
        Waiting.on(server.parts()
                .store()
                .open(new NewSession(session.session(), bot, "phoenix", null, new JsonObject(), List.of())));
        return session;
    }

    private static void say(TestServer server, SessionRef session, String text) {
        Waiting.on(StoreCalls.append(server.parts().store(), session, Draft.of(Author.PERSON, new Body.Text(text))));
    }

    private static UUID image(TestServer server, SessionRef session) throws IOException {
        UUID id = UUID.randomUUID();
        Path file = server.directory().resolve("uploads/" + id.toString().substring(0, 2) + "/" + id);
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, PIXELS);
        Waiting.on(server.parts()
                .store()
                .addImage(
                        session,
                        new ImageRecord(id, session.session(), "image/png", PIXELS.length, 1, 1, Instant.EPOCH)));
        return id;
    }

    private static byte[] imageBytes(TestServer server, UUID image) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/content/image/" + image))
                .build();
        HttpResponse<byte[]> response = server.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static List<Long> seqs(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Long::valueOf).toList();
    }

    private static Set<String> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private Path zip(String name, Map<String, String> entries) throws IOException {
        Path file = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return file;
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, ISO_8859_1).indexOf(new String(part, ISO_8859_1));
    }

    private static void change(Path database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
