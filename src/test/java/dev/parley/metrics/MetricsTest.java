package dev.parley.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a running, used server tells whoever watches it. */
class MetricsTest {
    private static final Pattern SERVED = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(\\w+)`");
    private static final String TOKEN = "the-token";

    private static TestServer server;
    private static String answering;
    private static String waiting;
    private static String session;

    @BeforeAll
    static void use() {
        server = TestServer.start(
                settings -> settings.set(ConfigKey.METRICS_PORT, 0).set(ConfigKey.RATE_MESSAGES, 2));
        answering = server.makeBot(manifest("{\"type\":\"echo\"}"));
        waiting = server.makeBot(manifest("{\"type\":\"socket\",\"token\":\"backend\"}"));
        try (Side person = Side.person(server.url(), answering, TOKEN);
                Side other = Side.person(server.url(), waiting, TOKEN)) {
            session = person.open("{}");
            person.say(session, "one");
            person.hear("btu_msg");
            person.say(session, "two");
            person.hear("btu_msg");
            person.refused("utb_msg", "{\"session\":\"" + session + "\",\"text\":\"three\"}");
            other.say(other.open("{}"), "anybody there?");
        }
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void theDocumentListsExactlyWhatIsServed() throws IOException {
        Set<String> documented = names(DOCUMENTED, Files.readString(Path.of("docs/metrics.md")));
        Waiting.until("the backlog is counted", () -> scrape().contains("parley_undelivered_events{"));

        Set<String> served = names(SERVED, scrape());

        assertThat(documented).containsAll(served);
        documented.removeAll(served);
        assertThat(documented)
                .as("documented as there only on some systems or under some collectors")
                .allMatch(name -> name.startsWith("jvm_gc_")
                        || name.startsWith("process_files_")
                        || name.equals("system_load_average_1m"));
    }

    @Test
    void whatHappenedIsCounted() {
        Waiting.until("the backlog is counted", () -> scrape().contains("parley_undelivered_events{"));

        assertThat(scrape())
                .contains("parley_events_total{author=\"person\"} 3.0")
                .contains("parley_append_seconds_count 3")
                .contains("parley_rate_limited_total{limit=\"session\"} 1.0")
                .contains("parley_engine_seconds_count{bot=\"" + answering + "\",type=\"echo\"} 2")
                .contains("parley_engine_errors_total{bot=\"" + answering + "\",type=\"echo\"} 0.0")
                .contains("parley_undelivered_events{bot=\"" + waiting + "\"} 1.0")
                .contains("parley_undelivered_oldest_seconds{bot=\"" + waiting + "\"}")
                .contains("parley_store_errors_total 0.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void socketsAreCountedWhileTheyAreOpen() {
        Waiting.until("nobody is there", () -> scrape().contains("parley_sockets{gateway=\"phoenix\"} 0.0"));
        Side one = Side.person(server.url(), answering, TOKEN);
        Side two = Side.person(server.url(), answering, TOKEN);

        assertThat(scrape()).contains("parley_sockets{gateway=\"phoenix\"} 2.0");

        one.close();
        two.close();
        Waiting.until("both are gone", () -> scrape().contains("parley_sockets{gateway=\"phoenix\"} 0.0"));
    }

    @Test
    void socketsOfTheWebChatAreCountedByThemselves() throws Exception {
        String bot = server.makeBot("{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"chip\"}]}");
        WebSocket socket = server.http()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(server.url().replace("http", "ws") + "/wc/connect/" + bot + "/"),
                        new WebSocket.Listener() {})
                .get(10, TimeUnit.SECONDS);

        Waiting.until("the visitor is counted", () -> scrape().contains("parley_sockets{gateway=\"chip\"} 1.0"));

        socket.abort();
        Waiting.until("the visitor is gone", () -> scrape().contains("parley_sockets{gateway=\"chip\"} 0.0"));
    }

    @Test
    void noSessionIsALabel() {
        assertThat(scrape()).doesNotContain(session).doesNotContain("session=");
    }

    @Test
    void theServersOwnPortWantsTheAdminToken() throws Exception {
        HttpResponse<String> refused = server.http()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).doesNotContain("parley_");

        HttpResponse<String> told = server.api("GET", "/metrics", "");
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void theOpenPortServesNothingElse() throws Exception {
        assertThat(open("/metrics").statusCode()).isEqualTo(200);
        assertThat(open("/").statusCode()).isEqualTo(404);
        assertThat(open("/api/bots").statusCode()).isEqualTo(404);
    }

    @Test
    void aHundredBotsHaveALabelAndTheOthersShareOne() {
        BotLabels labels = new BotLabels();
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 250; i++) {
            seen.add(labels.of(new UUID(0, i)));
        }

        assertThat(seen).hasSize(BotLabels.MOST + 1).contains(BotLabels.OTHER);
        assertThat(labels.of(new UUID(0, 99))).endsWith("63");
        assertThat(labels.of(new UUID(0, 100))).isEqualTo(BotLabels.OTHER);
    }

    private static String scrape() {
        return server.api("GET", "/metrics", "").body();
    }

    private static HttpResponse<String> open(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.parley().metricsPort() + path);
        return server.http().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(names::add);
        return names;
    }

    private static String manifest(String engine) {
        return "{\"engine\":" + engine + ",\"channels\":[{\"type\":\"websocket\",\"access_token\":\"" + TOKEN + "\"}]}";
    }
}
