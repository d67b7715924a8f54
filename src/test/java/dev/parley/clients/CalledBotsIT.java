package dev.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.phoenix.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example bots that are called, against the real server. */
class CalledBotsIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        server = new ServerProcess();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook.mjs", "webhook.py"})
    void aWebServiceAnswers(String file) throws Exception {
        try (CalledBot bot = new CalledBot(file);
                Side person = person("\"type\":\"webhook\",\"url\":\"" + bot.url("/") + "\"")) {
            person.say(person.open("{}"), "hello");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo(language(file) + ": hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rasa.mjs", "rasa.py"})
    void rasaAnswersAndHearsAPressedButton(String file) throws Exception {
        try (CalledBot bot = new CalledBot(file);
                Side person = person("\"type\":\"rasa\",\"url\":\"" + bot.url("") + "\"")) {
            String session = person.open("{}");
            person.say(session, "hello");

            JsonNode answer = person.hear("btu_msg");
            assertThat(answer.get("text").asText()).isEqualTo(language(file) + ": hello");
            String value = answer.get("buttons").get(0).get("value").asText();
            person.ok("utb_msg", "{\"session\":\"" + session + "\",\"text\":\"Again\",\"value\":\"" + value + "\"}");
            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo(language(file) + ": /again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai.mjs", "openai.py"})
    void aModelStreamsItsAnswer(String file) throws Exception {
        try (CalledBot bot = new CalledBot(file);
                Side person = person("\"type\":\"openai\",\"model\":\"m\",\"url\":\"" + bot.url("/v1") + "\"")) {
            person.say(person.open("{}"), "hello");

            JsonNode part = person.hear("btu_part");
            JsonNode answer = person.hear("btu_msg");
            assertThat(answer.get("text").asText()).isEqualTo(language(file) + ": hello");
            assertThat(answer.get("id")).isEqualTo(part.get("id"));
        }
    }

    @Test
    void theDocumentsShowTheBotsThatRun() throws IOException {
        for (String engine : new String[] {"webhook", "rasa", "openai"}) {
            String page = Files.readString(Path.of("docs", "engines", engine + ".md"));
            String bot = Files.readString(Path.of("test-clients", "bots", engine + ".py"));
            String code = bot.substring(bot.indexOf("import json"), bot.indexOf("server ="));
            assertThat(page).contains(code.strip());
        }
        String node = Files.readString(Path.of("test-clients", "bots", "webhook.mjs"));
        assertThat(Files.readString(Path.of("docs", "engines", "webhook.md")))
                .contains(node.substring(node.indexOf("import")));
    }

    private static Side person(String engine) throws Exception {
        String bot = server.makeBot("{\"engine\":{" + engine
                + "},\"channels\":[{\"type\":\"websocket\",\"access_token\":\"" + ServerProcess.BOT_TOKEN + "\"}]}");
        return Side.person(server.url(), bot, ServerProcess.BOT_TOKEN);
    }

    private static String language(String file) {
        return file.endsWith(".py") ? "python" : "node";
    }
}
