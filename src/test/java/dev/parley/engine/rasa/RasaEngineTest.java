package dev.parley.engine.rasa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.engine.EngineBots;
import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.Neighbour;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rasa as a bot's side, against the whole server and a local service that speaks its REST channel. */
class RasaEngineTest {

    private Neighbour rasa;

    @BeforeEach
    void open() {
        rasa = new Neighbour((request, response) -> response.end("[]"));
    }

    @AfterEach
    void close() {
        rasa.close();
    }

    @Test
    void whatThePersonWritesIsAskedAndEveryPartOfTheAnswerIsSaid() {
        rasa.answer((request, response) -> response.end("""
                [{"recipient_id":"x","text":"Good evening"},
                 {"recipient_id":"x","text":"More?","buttons":[{"title":"Yes","payload":"/affirm"},{"title":"No"}]},
                 {"recipient_id":"x","image":"https://pics.example/cat.png"},
                 {"recipient_id":"x","custom":{"data":{"mood":"fine"},"other":7}}]
                """));
        try (Side person = person()) {
            String session = person.open("{}");
            person.say(session, "hello");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("Good evening");
            JsonNode more = person.hear("btu_msg");
            assertThat(more.get("text").asText()).isEqualTo("More?");
            assertThat(more.get("buttons").toString())
                    .isEqualTo("[{\"title\":\"Yes\",\"value\":\"/affirm\"},{\"title\":\"No\",\"value\":\"No\"}]");
            assertThat(person.hear("btu_msg").get("file").get("url").asText())
                    .isEqualTo("https://pics.example/cat.png");
            assertThat(rasa.request(0).uri()).isEqualTo("/webhooks/rest/webhook");
            assertThat(rasa.request(0).json())
                    .isEqualTo(new JsonObject().put("sender", session).put("message", "hello"));
        }
    }

    @Test
    void aPressedButtonSendsItsPayload() {
        try (Side person = person()) {
            String session = person.open("{}");
            person.ok("utb_msg", "{\"session\":\"" + session + "\",\"text\":\"Yes\",\"value\":\"/affirm\"}");

            assertThat(rasa.request(0).json().getString("message")).isEqualTo("/affirm");
            assertThat(person.status()).isEqualTo("delivered");
        }
    }

    @Test
    void theConversationCanBeEndedByCustom() {
        rasa.answer((request, response) -> response.end("[{\"text\":\"Bye\"},{\"custom\":{\"close\":true}}]"));
        try (Side person = person()) {
            person.say(person.open("{}"), "bye");

            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("Bye");
            person.hear("session_closed");
        }
    }

    @Test
    void aFailureIsTriedAgain() {
        rasa.answer((request, response) -> {
            if (rasa.requests().size() == 1) {
                response.setStatusCode(500).end();
            } else {
                response.end("[{\"text\":\"Here\"}]");
            }
        });
        try (Side person = person()) {
            person.say(person.open("{}"), "hello");

            assertThat(person.status()).isEqualTo("delayed");
            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("Here");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[7]", "[{\"text\":\"x\",\"buttons\":[{\"title\":\"\"}]}]", "[{\"image\":\"cat.png\"}]"})
    void anAnswerThatIsNoneIsFinal(String body) {
        rasa.answer((request, response) -> response.end(body));
        try (Side person = person()) {
            person.say(person.open("{}"), "hello");

            assertThat(person.status()).isEqualTo("undeliverable");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing",
                "{'url':'rasa'} | absolute URL",
                "{'url':'http://a.example','sender':'x'} | unknown"
            })
    void aManifestThatCannotWorkIsRefusedWithTheReason(String settings, String reason) {
        EngineBots.assertRefused("rasa", settings, reason);
    }

    private Side person() {
        JsonObject engine = new JsonObject().put("type", "rasa").put("url", rasa.url("/"));
        return EngineBots.person(EngineBots.make(engine));
    }
}
