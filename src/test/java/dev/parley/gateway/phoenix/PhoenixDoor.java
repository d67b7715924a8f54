package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.onelog.Door;
import dev.parley.onelog.Visitor;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The bot channel: a session is named by its id in every push. */
public final class PhoenixDoor implements Door {
    private static final String TOKEN = "door";

    @Override
    public String gateway() {
        return "phoenix";
    }

    @Override
    public JsonObject entry() {
        return new JsonObject()
                .put("type", "websocket")
                .put("access_token", TOKEN)
                .put("scope", "session");
    }

    @Override
    public @Nullable String visitorName() {
        return null;
    }

    @Override
    public Visitor enter(TestServer server, String bot) {
        Side side = Side.person(server.url(), bot, TOKEN);
        return new Tab(side, side.open("{}"));
    }

    @Override
    public String intrude(TestServer server, String bot, String key) {
        try (Side side = Side.stranger(server.url(), bot)) {
            JsonNode joined =
                    side.ok("phx_join", "{\"access_token\":\"" + TOKEN + "\",\"sessions\":{\"" + key + "\":0}}");
            assertThat(joined.at("/sessions/" + key)).hasToString("{\"error\":\"unknown_session\"}");
            String session = "{\"session\":\"" + key + "\"";
            // Answered as gone where it could be an id of this gateway, and as unknown where not.
            side.send("delete_session", session + "}");
            refused(side, "utb_msg", session + ",\"text\":\"let me in\"}");
            refused(side, "put_data", session + ",\"data\":{\"mine\":true}}");
            refused(side, "history", session + "}");
            refused(side, "typing", session + ",\"on\":true}");
            refused(side, "seen", session + ",\"seq\":1}");
            assertThat(side.hasHeard("btu_msg") || side.hasHeard("utb_msg")).isFalse();
            return joined.toString();
        }
    }

    private static void refused(Side side, String event, String payload) {
        assertThat(side.refused(event, payload)).as(event).hasToString("{\"reason\":\"unknown_session\"}");
    }

    @Override
    public String toString() {
        return gateway();
    }

    private record Tab(Side side, String key) implements Visitor {
        @Override
        public void say(String text) {
            side.say(key, text);
        }

        @Override
        public String hear() {
            JsonNode heard = side.hear("btu_msg");
            return heard.get("type").asText().equals("text") ? heard.get("text").asText() : hear();
        }

        @Override
        public void close() {
            side.close();
        }
    }
}
