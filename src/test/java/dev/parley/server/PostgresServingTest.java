package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.Parley;
import dev.parley.config.Config;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.testing.PostgresServer;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server over PostgreSQL. */
class PostgresServingTest {
    private final PostgresServer postgres = PostgresServer.shared();
    private String url;

    @BeforeEach
    void makeStore() {
        url = postgres.newStore();
    }

    @AfterEach
    void dropStore() {
        postgres.dropStore(url);
    }

    @Test
    void botsAndConversationsOutliveARestart() {
        TestServer server = TestServer.start(settings -> settings.store(url));
        try {
            String bot = server.makeBot("{\"engine\":{\"type\":\"echo\"}}");
            SessionRef session = new SessionRef(UUID.randomUUID(), UUID.fromString(bot), "phoenix");
            Store before = server.parts().store();
            Waiting.on(before.open(
                    new NewSession(session.session(), session.bot(), "phoenix", null, new JsonObject(), List.of())));
            Waiting.on(server.parley()
                    .conversations()
                    .append(session, Draft.of(Author.PERSON, new Body.Text("are you there?"))));
            Waiting.until("the bot answered", () -> lastSeq(server, session) == 2);

            server.pause();
            server.resume();

            assertThat(server.api("GET", "/api/bots/" + bot, "").statusCode()).isEqualTo(200);
            assertThat(Waiting.on(server.parts().store().after(session.session(), 0, 10)))
                    .extracting(event -> event.body() instanceof Body.Text said ? said.text() : "-")
                    .containsExactly("are you there?", "are you there?");
        } finally {
            server.stop();
        }
    }

    @Test
    void whereNoDatabaseIsTheServerSaysSoAndDoesNotStart(@TempDir Path directory) {
        Vertx vertx = Vertx.vertx();
        try {
            Throwable wrongPassword = catchThrowable(() ->
                    Waiting.on(Parley.start(vertx, config(directory, url.replace("pass", "word")))));
            Throwable nobodyThere = catchThrowable(
                    () -> Waiting.on(Parley.start(vertx, config(directory, "postgresql://u:geheim@127.0.0.1:1/d"))));

            assertThat(messages(wrongPassword))
                    .contains("cannot be opened: ")
                    .contains("password authentication failed")
                    .doesNotContain("word/word");
            assertThat(messages(nobodyThere))
                    .contains("The store postgresql://u:***@127.0.0.1:1/d cannot be opened: ")
                    .doesNotContain("geheim");
        } finally {
            Waiting.on(vertx.close());
        }
    }

    private static long lastSeq(TestServer server, SessionRef session) {
        return Waiting.on(server.parts().store().session(session))
                .map(Session::lastSeq)
                .orElse(0L);
    }

    private static Config config(Path directory, String url) {
        return Config.builder()
                .httpPort(0)
                .dataDir(directory.resolve("data"))
                .uploadsDir(directory.resolve("uploads"))
                .botsDir(directory.resolve("bots"))
                .store(url)
                .build();
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            messages.append(each).append('\n');
        }
        return messages.toString();
    }
}
