package dev.parley.onelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.chatio.ChatioDoor;
import dev.parley.gateway.chip.ChipDoor;
import dev.parley.gateway.expertflow.ExpertflowDoor;
import dev.parley.gateway.gws.GwsDoor;
import dev.parley.gateway.phoenix.PhoenixDoor;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One log behind all gateways: whichever a conversation is begun on, REST shows it and operators speak in it, and no
 * gateway reaches what was begun on another.
 *
 * <p>Another gateway joins with a {@link Door} of its own, which lies in its test package beside the clients it drives,
 * and a line in {@link #doors}. One bot has the entries of all doors.
 */
class OneLogTest {
    private static TestServer server;
    private static String bot;

    private static Stream<Door> doors() {
        return Stream.of(
                new PhoenixDoor(),
                new ChipDoor(),
                new GwsDoor(),
                new ChatioDoor(),
                new ExpertflowDoor(),
                new LinesDoor());
    }

    private static Stream<Arguments> strangersAndHomes() {
        return doors().flatMap(
                        stranger -> doors().filter(home -> !home.gateway().equals(stranger.gateway()))
                                .map(home -> Arguments.of(stranger, home)));
    }

    @BeforeAll
    static void start() {
        server = LinesDoor.registered(TestServer::start);
        JsonArray channels = new JsonArray();
        doors().map(Door::entry).forEach(channels::add);
        bot = server.makeBot(new JsonObject()
                .put("name", "Front desk")
                .put("engine", new JsonObject().put("type", "echo").put("prefix", "echo: "))
                .put("channels", channels)
                .encode());
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    /** A text of the transcript. */
    private record Line(String author, @Nullable String name, String text) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    void whatIsSaidStandsInTheLogWithAuthorAndTimeAndAnOperatorsAnswerIsHeard(Door door) {
        Set<String> before = sessions();
        List<Instant> marks = new ArrayList<>();
        marks.add(now());
        try (Visitor visitor = door.enter(server, bot)) {
            visitor.say("one");
            assertThat(visitor.hear()).isEqualTo("echo: one");
            String session = begunSince(before);
            marks.add(now());

            operator("POST", session + "/take_over", "{\"agent\":\"Zoë\"}");
            visitor.say("two");
            Waiting.until("it is stored", () -> texts(session).size() == 3);
            operator("POST", session + "/messages", "{\"text\":\"Zoë here\"}");
            assertThat(visitor.hear()).isEqualTo("Zoë here");
            marks.add(now());

            operator("POST", session + "/hand_back", "{}");
            visitor.say("three");
            assertThat(visitor.hear()).isEqualTo("echo: three");
            marks.add(now());

            assertThat(operator("GET", session, "").getJsonObject("data").getString("gateway"))
                    .isEqualTo(door.gateway());
            List<JsonObject> texts = texts(session);
            assertThat(texts.stream().map(OneLogTest::line))
                    .containsExactly(
                            new Line("person", door.visitorName(), "one"),
                            new Line("bot", "Front desk", "echo: one"),
                            new Line("person", door.visitorName(), "two"),
                            new Line("agent", "Zoë", "Zoë here"),
                            new Line("person", door.visitorName(), "three"),
                            new Line("bot", "Front desk", "echo: three"));
            List<Instant> times =
                    texts.stream().map(text -> text.getInstant("at")).toList();
            assertThat(times).isSorted();
            for (int exchange = 0; exchange < 3; exchange++) {
                assertThat(times.subList(2 * exchange, 2 * exchange + 2))
                        .as("exchange %d", exchange)
                        .allSatisfy(within(marks.get(exchange), marks.get(exchange + 1)));
            }
            assertThat(aidasLog(session))
                    .isEqualTo(texts.stream().map(OneLogTest::aidasLine).toList());
        }
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("strangersAndHomes")
    void noGatewayReachesAConversationThatWasBegunOnAnother(Door stranger, Door home) {
        Set<String> before = sessions();
        try (Visitor visitor = home.enter(server, bot)) {
            visitor.say("between us");
            assertThat(visitor.hear()).isEqualTo("echo: between us");
            String session = begunSince(before);
            JsonArray log = transcript(session);

            for (String key : new TreeSet<>(List.of(session, visitor.key()))) {
                assertThat(stranger.intrude(server, bot, key)).doesNotContain("between us");
            }

            assertThat(transcript(session)).isEqualTo(log);
            visitor.say("still here");
            assertThat(visitor.hear()).isEqualTo("echo: still here");
            assertThat(texts(session).stream().map(text -> text.getString("text")))
                    .containsExactly("between us", "echo: between us", "still here", "echo: still here");
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Consumer<Instant> within(Instant from, Instant to) {
        return time -> assertThat(time).isBetween(from, to);
    }

    private static Set<String> sessions() {
        JsonArray listed = json(server.api("GET", "/api/v1/bots/" + bot + "/sessions?limit=1000", ""))
                .getJsonArray("data");
        return listed.stream()
                .map(session -> ((JsonObject) session).getString("id"))
                .collect(Collectors.toSet());
    }

    private static String begunSince(Set<String> before) {
        Set<String> begun = sessions();
        begun.removeAll(before);
        assertThat(begun).hasSize(1);
        return begun.iterator().next();
    }

    private static JsonObject operator(String method, String path, String body) {
        return json(server.api(method, "/api/v1/sessions/" + path, body));
    }

    private static JsonArray transcript(String session) {
        return operator("GET", session + "/transcript", "").getJsonArray("data");
    }

    private static List<JsonObject> texts(String session) {
        return transcript(session).stream()
                .map(JsonObject.class::cast)
                .filter(event -> event.getString("type").equals("text"))
                .toList();
    }

    private static Line line(JsonObject text) {
        JsonObject author = text.getJsonObject("author");
        return new Line(author.getString("type"), author.getString("name"), text.getString("text"));
    }

    private static List<JsonObject> aidasLog(String session) {
        return json(server.api("GET", "/api/bots/" + bot + "/sessions/" + session + "/log", ""))
                .getJsonArray("data")
                .stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject aidasLine(JsonObject text) {
        boolean person = text.getJsonObject("author").getString("type").equals("person");
        return new JsonObject()
                .put("timestamp", text.getString("at"))
                .put("direction", person ? "incoming" : "outgoing")
                .put("content", text.getString("text"))
                .put("content_type", "text");
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s %s", answer.uri(), answer.body()).isBetween(200, 299);
        return new JsonObject(answer.body());
    }
}
