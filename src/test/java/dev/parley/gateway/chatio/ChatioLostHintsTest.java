package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.testing.ForgetfulFanout;
import dev.parley.testing.TestParts;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers of a server whose fan-out loses and repeats hints miss nothing and hear nothing twice. */
class ChatioLostHintsTest {
    private static final int MESSAGES = 40;

    private final AtomicReference<ForgetfulFanout> fanout = new AtomicReference<>();
    private ChatioServer chatio;

    @BeforeEach
    void start() {
        chatio = new ChatioServer(
                settings -> settings.set(ConfigKey.RECONCILE_INTERVAL, Duration.ofMillis(200)),
                new JsonObject(),
                ForgetfulFanout.keptIn(fanout, new TestParts()));
    }

    @AfterEach
    void stop() {
        chatio.close();
    }

    @Test
    void everyThirdHintLost() {
        ChatioClient.Token ada = chatio.client.token();
        ChatioSocket speaker = chatio.client.login(ada);
        ChatioSocket watcher = chatio.client.login(ada);
        String chat = speaker.start();
        watcher.heard("incoming_chat_thread");

        for (int i = 1; i <= MESSAGES; i++) {
            assertThat(speaker.say(chat, "/quiet " + i).getInteger("order")).isEqualTo(i);
        }

        for (int i = 1; i <= MESSAGES; i++) {
            JsonObject event = watcher.heard("incoming_event").getJsonObject("event");
            assertThat(event.getInteger("order")).isEqualTo(i);
            assertThat(event.getString("text")).isEqualTo("/quiet " + i);
        }
        speaker.silent(50);
        watcher.silent(300);
    }

    @Test
    void allHintsLostOfAThreadThatEndsAndOfTheNextOne() {
        ChatioClient.Token ada = chatio.client.token();
        ChatioSocket speaker = chatio.client.login(ada);
        ChatioSocket watcher = chatio.client.login(ada);
        String chat = speaker.start();
        watcher.heard("incoming_chat_thread");
        fanout.get().silent(true);

        speaker.say(chat, "/quiet last");
        speaker.push("close_thread", new JsonObject().put("chat_id", chat));
        speaker.push("send_event", ChatioSocket.message(chat, "/quiet first"));

        assertThat(watcher.heard("incoming_event").getJsonObject("event").getString("text"))
                .isEqualTo("/quiet last");
        watcher.heard("thread_closed");
        JsonObject thread =
                watcher.heard("incoming_chat_thread").getJsonObject("chat").getJsonObject("thread");
        assertThat(thread.getJsonArray("events").getJsonObject(0).getString("text"))
                .isEqualTo("/quiet first");
    }
}
