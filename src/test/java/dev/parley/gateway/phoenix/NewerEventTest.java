package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An event that a newer server stored, of a kind this one does not know: it is passed over wherever logs are shown. */
class NewerEventTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void whoFollowsOrReadsTheLogNeverSeesItAndMissesNothing() throws SQLException {
        String bot = Tab.echoBot(server, "session");
        String session;
        try (Tab tab = Tab.counting(server, bot)) {
            session = tab.open();
            tab.say(session, "/quiet one");
            tab.say(session, "/quiet two");
            tab.say(session, "/quiet three");
        }
        rename(session, 3);
        ObjectNode sessions = Tab.object();
        sessions.put(session, 0);

        try (Tab tab = Tab.counting(server, bot, sessions)) {
            assertThat(tab.hear(2)).containsExactly("utb_msg 2 /quiet one", "utb_msg 4 /quiet three");
            assertThat(tab.history(session)).containsExactly("2 /quiet one", "4 /quiet three");
            tab.say(session, "four");
            assertThat(tab.hear(1)).containsExactly("btu_msg 6 echo: four");
        }
        JsonObject transcript = new JsonObject(server.api("GET", "/api/v1/sessions/" + session + "/transcript", "")
                .body());
        assertThat(transcript.getJsonArray("data"))
                .extracting(event -> ((JsonObject) event).getLong("seq"))
                .containsExactly(1L, 2L, 4L, 5L, 6L);
    }

    private static void rename(String session, long seq) throws SQLException {
        try (Connection raw = DriverManager.getConnection(
                        "jdbc:sqlite:" + server.directory().resolve("data/parley.db"));
                PreparedStatement change = raw.prepareStatement("UPDATE event SET kind = 'reaction', text = NULL,"
                        + " detail = '[1]' WHERE seq = ? AND session = (SELECT key FROM session WHERE hex(id) = ?)")) {
            change.setLong(1, seq);
            change.setString(2, session.replace("-", "").toUpperCase(Locale.ROOT));
            assertThat(change.executeUpdate()).isOne();
        }
    }
}
