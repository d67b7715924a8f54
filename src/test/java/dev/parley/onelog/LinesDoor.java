package dev.parley.onelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.GatewayProvider;
import dev.parley.testing.ClassPath;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateway of {@code docs/gateways/own.md}: JSON lines over plain HTTP. */
final class LinesDoor implements Door {
    /** Does something while this gateway is registered beside the server's own. */
    static <T> T registered(Supplier<T> action) {
        URL file = Objects.requireNonNull(
                LinesDoor.class.getResource("/com/example/lines/" + GatewayProvider.class.getName()));
        return ClassPath.withServices(GatewayProvider.class, file, action);
    }

    @Override
    public String gateway() {
        return "lines";
    }

    @Override
    public JsonObject entry() {
        return new JsonObject().put("type", "lines").put("name", "front-desk");
    }

    @Override
    public @Nullable String visitorName() {
        return null;
    }

    @Override
    public Visitor enter(TestServer server, String bot) {
        return new Terminal(server.url() + "/lines/front-desk");
    }

    @Override
    public String intrude(TestServer server, String bot, String key) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/lines/front-desk/" + key));
        List<HttpResponse<String>> answers = Stream.of(
                        request.copy().GET(),
                        request.copy().POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"let me in\"}")),
                        request.copy().DELETE())
                .map(asked -> send(http, asked.build(), HttpResponse.BodyHandlers.ofString()))
                .toList();
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(404);
        return answers.stream().map(HttpResponse::body).collect(Collectors.joining());
    }

    private static <T> HttpResponse<T> send(HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public String toString() {
        return gateway();
    }

    /** Somebody at a terminal, with two curls. */
    private static final class Terminal implements Visitor {
        private final HttpClient http = HttpClient.newHttpClient();
        private final String key;
        private final URI session;
        private final BufferedReader lines;

        Terminal(String bot) {
            key = post(URI.create(bot), "").getString("session");
            session = URI.create(bot + "/" + key);
            InputStream told = send(
                            http, HttpRequest.newBuilder(session).build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            lines = new BufferedReader(new InputStreamReader(told, StandardCharsets.UTF_8));
        }

        private JsonObject post(URI address, String body) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(20))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = send(http, request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return new JsonObject(answer.body());
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public void say(String text) {
            post(session, new JsonObject().put("text", text).encode());
        }

        @Override
        public String hear() {
            JsonObject event;
            do {
                event = next();
            } while (!event.getString("type").equals("text")
                    || event.getJsonObject("author").getString("type").equals("person"));
            return event.getString("text");
        }

        private JsonObject next() {
            try {
                return new JsonObject(lines.readLine());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() {
            send(http, HttpRequest.newBuilder(session).DELETE().build(), HttpResponse.BodyHandlers.discarding());
        }
    }
}
