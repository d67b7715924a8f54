package dev.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.DocumentedJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party's engine and gateway in jars on the class path of the real server. */
class OwnJarsIT {
    private static final String MANIFEST = "{\"engine\":{\"type\":\"shouting\"},\"channels\":[{\"type\":\"websocket\","
            + "\"access_token\":\"" + ServerProcess.BOT_TOKEN + "\"}]}";

    @TempDir
    Path directory;

    @Test
    void whatIsInJarsOnTheClassPathIsFoundByItsType() throws Exception {
        try (ServerProcess server = ServerProcess.with(jar("engines"), jar("gateways"))) {
            String bot = server.makeBot(MANIFEST);
            try (Side person = Side.person(server.url(), bot, ServerProcess.BOT_TOKEN)) {
                person.say(person.open("{}"), "hello");

                assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("HELLO");
            }
            assertThatThrownBy(() -> server.makeBot(MANIFEST.replace("\"shouting\"", "\"shouting\",\"louder\":1")))
                    .hasMessageContaining("louder");

            server.makeBot(
                    "{\"engine\":{\"type\":\"shouting\"},\"channels\":[{\"type\":\"lines\",\"name\":\"desk\"}]}");
            HttpRequest begin = HttpRequest.newBuilder(URI.create(server.url() + "/lines/desk"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(begin, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .startsWith("{\"session\":");
        }
    }

    private Path jar(String kind) throws IOException {
        Path document = Path.of("docs", kind, "own.md");
        return DocumentedJar.make(document, directory.resolve(kind), ServerProgram.classPath());
    }

    @Test
    void withoutTheJarItsTypeIsUnknown() throws Exception {
        try (ServerProcess server = new ServerProcess()) {
            assertThatThrownBy(() -> server.makeBot(MANIFEST)).hasMessageContaining("shouting");
        }
    }
}
