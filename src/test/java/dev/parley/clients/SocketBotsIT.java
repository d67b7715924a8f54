package dev.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.LongRunning;
import dev.parley.testing.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example bots on a socket against the real server: whatever is killed, every message is answered once. */
@LongRunning(seconds = 20)
@Execution(ExecutionMode.CONCURRENT)
class SocketBotsIT {
    private static final String MANIFEST = "{\"name\":\"Bot\",\"engine\":{\"type\":\"socket\",\"token\":\""
            + BotProcess.ENGINE_TOKEN + "\"},\"channels\":[{\"type\":\"websocket\",\"access_token\":\""
            + ServerProcess.BOT_TOKEN + "\"}]}";
    private static final int FOR_EVER = 3_600;

    private ServerProcess server;
    private String bot;

    @BeforeEach
    void start() throws Exception {
        server = new ServerProcess();
        bot = server.makeBot(MANIFEST);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aBotTalksAndComesBackWhenTheServerDoes(BotProcess.Kind kind) throws Exception {
        try (BotProcess running = new BotProcess(kind, server.url(), bot, 0)) {
            String session;
            try (Side person = person()) {
                session = person.open("{\"name\":\"Bo\"}");
                long seq = person.say(session, "hello");
                JsonNode answer = person.hear("btu_msg");
                assertThat(answer.get("text").asText()).isEqualTo(kind.signature() + "hello");
                assertThat(answer.get("cause").asLong()).isEqualTo(seq);
                assertThat(person.status()).isEqualTo("delivered");
                // What it does not answer must not hold up what follows either.
                person.ok("put_data", "{\"session\":\"" + session + "\",\"data\":{\"name\":\"Bob\"}}");
                person.refused("utb_img", "{\"session\":\"" + session + "\",\"image\":\"" + session + "\"}");
            }

            server.stop(true);
            server.start();

            try (Side person = person()) {
                person.say(session, "are you back?");
                assertThat(heard(person, session, 2)).endsWith(kind.signature() + "are you back?");
            }
            assertThat(running.printed()).contains("heard hello");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatABotWasKilledOverIsAnsweredOnceByTheNext(BotProcess.Kind kind) throws Exception {
        try (Side person = person()) {
            String session = person.open("{}");
            try (BotProcess killed = new BotProcess(kind, server.url(), bot, FOR_EVER)) {
                person.say(session, "hello");
                killed.hears("heard hello");
                killed.kill();
            }
            assertThat(person.status()).isEqualTo("delayed");

            try (BotProcess next = new BotProcess(kind, server.url(), bot, 0)) {
                next.hears("heard hello");
                assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo(kind.signature() + "hello");
                assertThat(person.status()).isEqualTo("delivered");
                assertThat(texts(person, session)).containsExactly("hello", kind.signature() + "hello");
            }
        }
    }

    @Test
    void twoBotsShareSessionsAndOneTakesOverFromAKilledOne() throws Exception {
        try (Side person = person();
                BotProcess node = new BotProcess(BotProcess.Kind.NODE, server.url(), bot, 0);
                BotProcess python = new BotProcess(BotProcess.Kind.PYTHON, server.url(), bot, 0)) {
            List<String> sessions = new ArrayList<>();
            Set<String> answerers = new HashSet<>();
            for (int i = 0; i < 8; i++) {
                String session = person.open("{}");
                sessions.add(session);
                person.say(session, "one");
                answerers.add(person.hear("btu_msg").get("text").asText());
            }
            assertThat(answerers).containsExactlyInAnyOrder("node: one", "python: one");

            for (String session : sessions) {
                person.send("utb_msg", "{\"session\":\"" + session + "\",\"text\":\"two\"}");
            }
            node.kill();
            for (String session : sessions) {
                person.send("utb_msg", "{\"session\":\"" + session + "\",\"text\":\"three\"}");
            }

            for (String session : sessions) {
                List<String> answers = heard(person, session, 3);
                assertThat(answers).hasSize(3);
                assertThat(answers.get(2)).isEqualTo("python: three");
            }
            assertThat(python.printed()).contains("heard three");
        }
    }

    private Side person() {
        return Side.person(server.url(), bot, ServerProcess.BOT_TOKEN);
    }

    /** What the bot has said in a session, when that is as much as expected. */
    private static List<String> heard(Side person, String session, int expected) {
        List<String> answers = new ArrayList<>();
        Waiting.until(expected + " answers", () -> {
            answers.clear();
            texts(person, session).stream().filter(text -> text.contains(": ")).forEach(answers::add);
            return answers.size() >= expected;
        });
        return answers;
    }

    private static List<String> texts(Side person, String session) {
        return person.ok("history", "{\"session\":\"" + session + "\"}")
                .get("events")
                .findValuesAsText("text");
    }
}
