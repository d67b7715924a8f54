package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.ShortLivedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a small heap of its own takes many large uploads at once. */
class UploadMemoryTest {
    private static final int UPLOADS = 20;
    private static final int SIZE = 6 << 20;

    /** The server's process: prints where to upload to, ends with its input. */
    static final class Server {
        private Server() {}

        public static void main(String[] arguments) throws IOException {
            try (ImageServer server = new ImageServer(Path.of(arguments[0]), ImageLimits.DEFAULT, Disk.real())) {
                System.out.println(
                        "upload " + server.port() + " /content/image/" + server.bot.id() + "/" + server.session);
                while (System.in.read() >= 0) {}
            }
        }
    }

    @Test
    void uploadsThreeTimesTheHeapFitIntoIt(@TempDir Path directory) throws Exception {
        List<String> small = List.of("-Xmx40m", "-XX:MaxDirectMemorySize=32m", "-XX:+ExitOnOutOfMemoryError");
        Process process = new ProcessBuilder(ShortLivedJvm.command(small, Server.class, directory.toString()))
                .redirectErrorStream(true)
                .start();
        try {
            String[] where = announcement(process);
            URI uri = URI.create("http://127.0.0.1:" + where[1] + where[2]);
            // Real pixels' worth of bytes: a PNG whose IDAT fills the upload, so that the cleaner has to carry it too.
            byte[] image = Pictures.insert(Pictures.DOT, 33, Pictures.chunk("IDAT", new byte[SIZE]));
            byte[] body = Form.file(image);
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("content-type", Form.TYPE)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            List<CompletableFuture<HttpResponse<String>>> uploads = new ArrayList<>();
            for (int i = 0; i < UPLOADS; i++) {
                uploads.add(http.sendAsync(request, BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> upload : uploads) {
                assertThat(upload.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    // Whatever else the process says stands before or after this one line.
    private static String[] announcement(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("upload ")) {
                drain(out);
                return line.split(" ");
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("no server: " + said);
    }

    // A process that logs into a full pipe would stand still.
    private static void drain(BufferedReader out) {
        Thread reader = new Thread(() -> out.lines().forEach(line -> {}), "drain");
        reader.setDaemon(true);
        reader.start();
    }
}
