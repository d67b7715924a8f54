package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.ClassPath;
import dev.parley.testing.DocumentedJar;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway and the engine that the documents show to strangers, built and run from the documents' text. */
class OwnExamplesTest {
    private static final Path GATEWAY = Path.of("docs/gateways/own.md");
    private static final Path ENGINE = Path.of("docs/engines/own.md");
    private static final Path TREE = Path.of("src/test/java");
    private static final Path SHOWN = Path.of("src/main/java");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void theGatewayShownIsTheOneThatEveryGatewaysTestRuns() throws IOException {
        String document = Files.readString(GATEWAY).replace("\r\n", "\n");
        String written = document;
        for (Map.Entry<Path, String> file : DocumentedJar.files(GATEWAY).entrySet()) {
            if (file.getKey().startsWith(SHOWN)) {
                String inTree = Files.readString(TREE.resolve(SHOWN.relativize(file.getKey())));
                written = written.replace(file.getValue(), inTree);
            }
        }
        if (Boolean.getBoolean("parley.write")) {
            Files.writeString(GATEWAY, written);
            return;
        }
        assertThat(document)
                .as("write it anew with: ./mvnw test -Dtest=OwnExamplesTest -Dparley.write=true")
                .isEqualTo(written);
    }

    @Test
    void theGatewayIsBuiltFromTheDocumentAndSpeaks() throws Exception {
        TestServer server = started(GATEWAY);
        try {
            String manifest =
                    "{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"lines\",\"name\":\"front-desk\"}]}";
            String id = server.makeBot(manifest);
            assertThatThrownBy(() -> server.makeBot(manifest))
                    .hasMessageContaining("name front-desk is used by bot " + id);
            String bot = server.url() + "/lines/front-desk";
            String session = bot + "/" + json(post(bot, "")).getString("session");

            assertThat(post(session, "{\"text\":\"Hello\"}").statusCode()).isEqualTo(200);
            assertThat(post(session, "{\"text\":\"\"}").statusCode()).isEqualTo(400);
            assertThat(json(post(bot + "x", "")).getString("error")).isEqualTo("Not Found");
            assertThat(post(bot + "/" + "x".repeat(9), "{\"text\":\"" + "x".repeat(70_000) + "\"}")
                            .statusCode())
                    .isEqualTo(413);
        } finally {
            server.stop();
        }
    }

    @Test
    void theEngineIsBuiltFromTheDocumentAndAnswers() throws Exception {
        TestServer server = started(ENGINE);
        try {
            String bot = server.makeBot("{\"engine\":{\"type\":\"shouting\"},"
                    + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"t\"}]}");
            try (Side person = Side.person(server.url(), bot, "t")) {
                person.say(person.open("{}"), "hello");

                assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("HELLO");
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void theCoordinatesAreThisBuilds() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher own = Pattern.compile(
                        "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(pom);
        assertThat(own.find()).isTrue();

        assertThat(Files.readString(GATEWAY))
                .contains("<groupId>" + own.group(1) + "</groupId>")
                .contains("<artifactId>" + own.group(2) + "</artifactId>")
                .contains("<version>" + own.group(3) + "</version>");
    }

    private TestServer started(Path document) throws IOException {
        Path jar = DocumentedJar.make(document, directory, DocumentedJar.classPath());
        return ClassPath.with(jar.toUri().toURL(), TestServer::start);
    }

    private static HttpResponse<String> post(String address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }
}
