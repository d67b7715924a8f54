package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.Neighbour;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation that an operator has taken, whatever the bot's engine. */
class ForwardingTest {
    private static final TestServer server = TestServer.shared();

    private Neighbour operator;

    @BeforeEach
    void open() {
        operator = new Neighbour((request, response) -> response.end());
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void textsGoToTheOperatorAndNotToTheBotUntilItIsHandedBack() {
        try (Side person = person(",\"notifications_url\":\"" + operator.url("/secret/") + "\"")) {
            String session = person.open("{}");
            forward(session, "a b/../c");
            person.say(session, "hello");

            assertThat(person.status()).isEqualTo("delivered");
            Neighbour.Request call = operator.request(0);
            assertThat(call.uri()).isEqualTo("/secret/messages/a%20b%2F..%2Fc");
            assertThat(call.header("content-type")).isEqualTo("application/json");
            assertThat(call.json())
                    .isEqualTo(new JsonObject()
                            .put("type", "text")
                            .put("direction", "uto")
                            .put("content", "hello"));
            assertThat(person.hasHeard("btu_msg")).isFalse();

            handBack(session);
            person.say(session, "and now?");
            assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("and now?");
            assertThat(operator.requests()).hasSize(1);
        }
    }

    @Test
    void whatCannotBeForwardedIsTriedAgainInOrder() {
        operator.answer((request, response) -> response.setStatusCode(
                        operator.requests().size() == 1 ? 502 : 204)
                .end());
        try (Side person = person(",\"notifications_url\":\"" + operator.url("/n") + "\"")) {
            String session = person.open("{}");
            forward(session, "x");
            person.say(session, "one");
            assertThat(person.status()).isEqualTo("delayed");
            person.say(session, "two");

            assertThat(operator.request(1).json().getString("content")).isEqualTo("one");
            assertThat(operator.request(2).json().getString("content")).isEqualTo("two");
        }
    }

    @Test
    void whatTheOperatorRefusesIsUndeliverable() {
        operator.answer((request, response) -> response.setStatusCode(404).end());
        try (Side person = person(",\"notifications_url\":\"" + operator.url("/n") + "\"")) {
            String session = person.open("{}");
            forward(session, "x");
            person.say(session, "one");

            assertThat(person.status()).isEqualTo("undeliverable");
            assertThat(person.hasHeard("btu_msg")).isFalse();
        }
    }

    @Test
    void withoutASystemToCallTheBotIsSilentAllTheSame() {
        try (Side person = person("")) {
            String session = person.open("{}");
            forward(session, "x");
            person.say(session, "one");

            assertThat(person.status()).isEqualTo("delivered");
            assertThat(person.hasHeard("btu_msg")).isFalse();
        }
    }

    private static Side person(String more) {
        String bot = server.makeBot("{\"engine\":{\"type\":\"echo\"},"
                + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"t\"}]" + more + "}");
        return Side.person(server.url(), bot, "t");
    }

    private static void forward(String session, String to) {
        merge(session, new DataPatch(new JsonObject().put(".forward_messages_id", to), Set.of()));
    }

    private static void handBack(String session) {
        merge(session, new DataPatch(new JsonObject(), Set.of(".forward_messages_id")));
    }

    private static void merge(String session, DataPatch patch) {
        SessionRef target = new SessionRef(UUID.fromString(session), null, null);
        Waiting.on(StoreCalls.append(
                server.parts().store(),
                target,
                Draft.of(Author.SYSTEM, new Body.DataMerged(patch.set(), patch.remove()))));
    }
}
