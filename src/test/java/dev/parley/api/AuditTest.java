package dev.parley.api;

import static dev.parley.api.ApiServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ApiToken.Role;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.AuditLog;
import dev.parley.testing.TestServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who did what is written down: all that must be, no more than is of use, and nothing of what was said. */
class AuditTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final List<AuditEntry> entries = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final UUID bot = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();
    private boolean broken;

    private final Audit audit = new Audit(log(), now::get);

    // Of a log only what the audit calls.
    private AuditLog log() {
        return (AuditLog) Proxy.newProxyInstance(
                AuditTest.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (proxy, method, arguments) -> {
                    if (broken) {
                        return Future.failedFuture("the disk is full");
                    }
                    entries.add((AuditEntry) arguments[0]);
                    return Future.succeededFuture();
                });
    }

    private static Request by(String name) {
        return new Request(null, new Caller(name, Role.READ, Set.of()), null);
    }

    @Test
    void readingIsWrittenOncePerTokenSubjectAndHour() {
        for (int i = 0; i < 100; i++) {
            await(audit.read(by("ops"), "read_transcript", bot, session));
        }
        await(audit.read(by("other"), "read_transcript", bot, session));
        await(audit.read(by("ops"), "read_log", bot, session));
        await(audit.read(by("ops"), "read_transcript", bot, UUID.randomUUID()));
        assertThat(entries).hasSize(4);

        now.set(NOON.plus(Audit.ONE_READING).minusNanos(1_000));
        await(audit.read(by("ops"), "read_transcript", bot, session));
        assertThat(entries).hasSize(4);
        now.set(NOON.plus(Audit.ONE_READING));
        await(audit.read(by("ops"), "read_transcript", bot, session));
        assertThat(entries).hasSize(5);
        assertThat(entries.get(4).at()).isEqualTo(NOON.plus(Audit.ONE_READING));
    }

    @Test
    void whatChangesSomethingIsWrittenEachTime() {
        await(audit.changed(by("ops"), "take_over", bot, session));
        await(audit.changed(by("ops"), "take_over", bot, session));

        assertThat(entries).hasSize(2);
    }

    @Test
    void aReadingThatCouldNotBeWrittenIsWrittenTheNextTime() {
        broken = true;
        assertThat(audit.read(by("ops"), "read_log", bot, session).failed()).isTrue();
        broken = false;

        await(audit.read(by("ops"), "read_log", bot, session));

        assertThat(entries).hasSize(1);
    }

    @Test
    void whatIsRememberedHasABound() {
        for (int i = 0; i < 20_001; i++) {
            await(audit.read(by("ops"), "read_log", bot, new UUID(1, i)));
        }
        await(audit.read(by("ops"), "read_log", bot, new UUID(1, 20_000)));
        assertThat(entries).hasSize(20_001);

        await(audit.read(by("ops"), "read_log", bot, new UUID(1, 0)));
        assertThat(entries).hasSize(20_002);
    }

    @Test
    void aServerWritesDownWhoReadTookOverAndErased() {
        TestServer server = TestServer.start();
        try {
            Api admin = new Api(server, new DocumentedAnswers(server.vertx()), TestServer.ADMIN_TOKEN);
            Api ops = admin.made("ops", "admin");
            Ground ground = Ground.fresh(server);
            String session = "/api/v1/sessions/" + ground.session();
            for (int i = 0; i < 5; i++) {
                ops.json(200, "GET", session + "/transcript?after=" + i);
                ops.call("GET", session + "/transcript.txt");
            }
            admin.json(200, "GET", session + "/transcript");
            ops.json(200, "GET", "/api/bots/" + ground.bot() + "/sessions/" + ground.session() + "/log");
            ops.json(200, "GET", "/api/bots/" + ground.bot() + "/session_data");
            ops.json(200, "GET", "/api/v1/bots/" + ground.bot() + "/undeliverable");
            ops.json(200, "POST", session + "/take_over", "{\"agent\":\"Ann of the desk\"}");
            ops.json(201, "POST", session + "/messages", "{\"text\":\"the words of the agent\"}");
            ops.json(200, "POST", session + "/hand_back");
            ops.json(200, "GET", session);
            ops.json(204, "DELETE", session);
            ops.call("DELETE", session);
            ops.json(204, "DELETE", "/api/v1/persons/" + ground.person());
            ops.json(204, "DELETE", "/api/bots/" + ground.bot());

            JsonArray audits = admin.json(200, "GET", "/api/v1/audit").getJsonArray("data");
            assertThat(audits.stream()
                            .map(entry -> line((JsonObject) entry, ground))
                            .toList())
                    .containsExactly(
                            "ops erase_bot bot null",
                            "ops erase_person null person",
                            "ops erase_session bot session",
                            "ops hand_back bot session",
                            "ops take_over bot session",
                            "ops read_undeliverable bot null",
                            "ops read_session_data bot null",
                            "ops read_log bot session",
                            "admin read_transcript bot session",
                            "ops read_transcript bot session");
            assertThat(audits.encode()).doesNotContain("words", "Ann", "Ada");
            JsonObject page = admin.json(200, "GET", "/api/v1/audit?limit=4");
            assertThat(page.getJsonArray("data"))
                    .containsExactlyElementsOf(audits.stream().limit(4).toList());
            JsonObject rest = admin.json(200, "GET", "/api/v1/audit?before=" + page.getInteger("next"));
            assertThat(rest.getJsonArray("data"))
                    .containsExactlyElementsOf(audits.stream().skip(4).toList());
            assertThat(rest.containsKey("next")).isFalse();
        } finally {
            server.stop();
        }
    }

    private static String line(JsonObject entry, Ground ground) {
        return (entry.getString("who") + " " + entry.getString("action") + " " + entry.getString("bot") + " "
                        + entry.getString("subject"))
                .replace(ground.bot(), "bot")
                .replace(ground.session(), "session")
                .replace(ground.person(), "person");
    }
}
