package dev.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.Gateways;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final Secrets SECRETS = new Secrets(new Gateways().entryTypes()::shown);
    private static final JsonObject STORED = new JsonObject("""
            {"engine":{"type":"webhook","url":"http://x","secret":"s1","api_key":"${env:K}","max_tokens":100,
                       "headers":{"Authorization":"Bearer b","X-Trace":"on"}},
             "natural_language_interface":{"provider":"wit_ai","auth_token":"w"},
             "channels":[
               {"type":"websocket","access_token":"public"},
               {"type":"facebook","page_id":"1","verify_token":"v1","access_token":"a1"},
               {"type":"facebook","page_id":"2","verify_token":"v2","access_token":"a2"},
               {"type":"gws","apikeys":["k1","k2"]},
               {"type":"expertflow","connector_secret":"c"}],
             "front_desk":{"token":"a word"}}""");

    @Test
    void only_a_websocket_token_is_shown() {
        assertThat(SECRETS.masked(STORED)).isEqualTo(new JsonObject("""
                        {"engine":{"type":"webhook","url":"http://x","secret":"***","api_key":"***","max_tokens":100,
                                   "headers":{"Authorization":"***","X-Trace":"on"}},
                         "natural_language_interface":{"provider":"wit_ai","auth_token":"***"},
                         "channels":[
                           {"type":"websocket","access_token":"public"},
                           {"type":"facebook","page_id":"1","verify_token":"***","access_token":"***"},
                           {"type":"facebook","page_id":"2","verify_token":"***","access_token":"***"},
                           {"type":"gws","apikeys":["***","***"]},
                           {"type":"expertflow","connector_secret":"***"}],
                         "front_desk":{"token":"a word"}}"""));
    }

    @Test
    void what_is_shown_can_be_written_back_unchanged() {
        assertThat(restored(SECRETS.masked(STORED))).isEqualTo(STORED);
    }

    @Test
    void secrets_follow_their_entry_when_another_is_taken_out() {
        JsonObject written = SECRETS.masked(STORED);
        written.getJsonArray("channels").remove(1);
        written.getJsonArray("channels").remove(0);

        assertThat(restored(written).getJsonArray("channels").getJsonObject(0))
                .isEqualTo(STORED.getJsonArray("channels").getJsonObject(2));
    }

    @Test
    void the_only_entry_of_its_type_may_change_beside_its_secret() {
        JsonObject written = SECRETS.masked(STORED);
        written.getJsonArray("channels").getJsonObject(4).put("channel", "web");

        assertThat(restored(written).getJsonArray("channels").getJsonObject(4).getString("connector_secret"))
                .isEqualTo("c");
    }

    @Test
    void a_key_may_be_added_behind_those_that_are_kept() {
        JsonObject written = SECRETS.masked(STORED);
        written.getJsonArray("channels")
                .getJsonObject(3)
                .getJsonArray("apikeys")
                .add("k3");

        assertThat(restored(written).getJsonArray("channels").getJsonObject(3).getJsonArray("apikeys"))
                .isEqualTo(new JsonArray().add("k1").add("k2").add("k3"));
    }

    @Test
    void a_mask_is_refused_where_it_is_not_clear_what_it_keeps() {
        JsonObject fewerKeys = SECRETS.masked(STORED);
        fewerKeys
                .getJsonArray("channels")
                .getJsonObject(3)
                .getJsonArray("apikeys")
                .remove(0);
        assertThat(refusedAt(fewerKeys)).containsExactly("#/channels/3/apikeys/0");

        JsonObject changedPage = SECRETS.masked(STORED);
        changedPage.getJsonArray("channels").getJsonObject(1).put("page_id", "3");
        assertThat(refusedAt(changedPage)).containsExactly("#/channels/1/verify_token", "#/channels/1/access_token");

        JsonObject otherEngine = SECRETS.masked(STORED)
                .put("engine", new JsonObject().put("type", "socket").put("secret", "***"));
        assertThat(refusedAt(otherEngine)).containsExactly("#/engine/secret");
    }

    private static JsonObject restored(JsonObject written) {
        List<Problem> problems = new ArrayList<>();
        JsonObject whole = SECRETS.restored(written, STORED, problems::add);
        assertThat(problems).isEmpty();
        return whole;
    }

    private static List<String> refusedAt(JsonObject written) {
        List<Problem> problems = new ArrayList<>();
        SECRETS.restored(written, STORED, problems::add);
        return problems.stream()
                .map(problem -> problem.json().getString("path"))
                .toList();
    }
}
