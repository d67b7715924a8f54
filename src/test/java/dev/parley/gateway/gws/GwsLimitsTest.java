package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.conversation.Event;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chats nobody asks for, peers that ask too often, and a store that cannot be used. */
class GwsLimitsTest {
    private static final String REQUEST = "{\"operationName\":\"RequestChat\",\"nickname\":\"Ann\",\"subject\":\"\"}";
    private static final Duration EXPIRY = Duration.ofMillis(800);

    private TestServer server;
    private RawChats client;

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aChatNobodyAsksForIsEndedAsByItsCustomerAndOneThatIsAskedForIsNot() {
        start(EXPIRY, 100, 100);
        String left = client.begin();
        String polled = client.begin();

        Waiting.until("the one that was left is over", () -> {
            client.poll(polled);
            return !Waiting.on(server.parley().conversations().session(session(left)))
                    .orElseThrow()
                    .open();
        });

        assertThat(Waiting.on(server.parley().conversations().session(session(polled)))
                        .orElseThrow()
                        .open())
                .isTrue();
        assertThat(client.poll(left)).containsExactly("1 Ann joined", "2 Ann left");
        List<Event> log = Waiting.on(server.parley().conversations().after(RawChats.id(left), 0, 10));
        assertThat(log).extracting(event -> event.author().name()).containsOnly("Ann");
    }

    @Test
    void afterARestartAChatHasTheTimeToBeAskedForAgain() {
        start(EXPIRY, 100, 100);
        String left = client.begin();
        String back = client.begin();
        server.pause();
        Waiting.until("both have lapsed", new Past(EXPIRY.multipliedBy(3))::isOver);
        server.resume();
        assertThat(client.poll(back)).containsExactly("1 Ann joined");

        Waiting.until("the one that was left is over", () -> {
            assertThat(client.poll(back)).isEmpty();
            return !Waiting.on(server.parley().conversations().session(session(left)))
                    .orElseThrow()
                    .open();
        });
    }

    @Test
    void onePeerMayBeginSoManyChatsInAMinute() {
        start(Duration.ofMinutes(1), 2, 1);
        String chat = client.begin();
        assertThat(client.post("/api/v2/chats", REQUEST).status()).isEqualTo(200);

        RawChats.Answer refused = client.post("/api/v2/chats", REQUEST);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("statusCode").asInt()).isEqualTo(3);
        assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 60);
        assertThat(client.say(chat, "one").status()).isEqualTo(200);
        assertThat(client.say(chat, "two").status()).isEqualTo(429);
        assertThat(client.get(chat).status()).isEqualTo(429);
        assertThat(client.poll(chat)).containsExactly("1 Ann joined", "2 Ann: one");
        for (int i = 0; i < 10; i++) {
            assertThat(client.get(chat + "/messages").status()).isEqualTo(200);
        }
    }

    @Test
    void aTranscriptIsAnsweredWhileTheStoreIsNotThereAndTheRestSaysSo() {
        start(Duration.ofMinutes(1), 100, 100);
        String chat = client.begin();
        client.poll(chat);
        client.say(chat, "one");
        Waiting.on(server.parts().store().close());

        RawChats.Answer poll = client.get(chat + "/messages");
        RawChats.Answer said = client.say(chat, "two");

        assertThat(poll.status()).isEqualTo(200);
        assertThat(poll.json().get("messages")).isEmpty();
        assertThat(said.status()).isEqualTo(503);
        assertThat(said.json().get("statusCode").asInt()).isEqualTo(4);
    }

    @Test
    void theChatsMayStandUnderAnotherPath() {
        server = TestServer.start(settings -> settings.set(GwsOptions.BASE, "/chat-key"));
        client = new RawChats(server.url());
        server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"gws\"}]}");

        String path =
                client.post("/chat-key/v2/chats/", REQUEST).json().get("path").asText();

        assertThat(path).startsWith("/chat-key/v2/chats/");
        assertThat(client.poll(path)).containsExactly("1 Ann joined");
        assertThat(client.post("/api/v2/chats", REQUEST).status()).isNotEqualTo(200);
    }

    private void start(Duration expiry, int chats, int requests) {
        server = TestServer.start(settings -> settings.set(GwsOptions.EXPIRY, expiry)
                .set(ConfigKey.SWEEP_INTERVAL, Duration.ofMillis(50))
                .set(ConfigKey.RATE_SESSIONS, chats)
                .set(GwsOptions.REQUESTS_PER_MINUTE, requests));
        client = new RawChats(server.url());
        server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"gws\"}]}");
    }

    private static SessionRef session(String chat) {
        return new SessionRef(RawChats.id(chat), null, null);
    }

    /** A time from now on that passes. */
    private static final class Past {
        private final long end;

        Past(Duration time) {
            end = System.nanoTime() + time.toNanos();
        }

        boolean isOver() {
            return System.nanoTime() - end > 0;
        }
    }
}
