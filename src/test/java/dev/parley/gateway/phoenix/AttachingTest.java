package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.ConfigKey;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said just as a client attaches to a session is heard, and once, though nothing is compared with the store. */
class AttachingTest {
    /** What is looked up while there is one waits for it. */
    private final AtomicReference<Promise<Void>> held = new AtomicReference<>();

    private volatile boolean readsAtOnce;
    private volatile boolean greets;
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(
                settings -> settings.set(ConfigKey.RECONCILE_INTERVAL, Duration.ofHours(1)),
                new TestParts().store(this::between));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Store between(Store store) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (self, call, with) -> {
                    // Its writing side is not for everybody.
                    call.setAccessible(true);
                    Promise<Void> hold = call.getName().equals("session") ? held.get() : null;
                    if (hold != null) {
                        return lookedUp((SessionRef) with[0], store, hold.future());
                    }
                    Object answer = call.invoke(store, with);
                    return greets && call.getName().equals("open")
                            ? ((Future<?>) answer).compose(opened -> greeted(store, (Appended) opened))
                            : answer;
                });
    }

    /** Looks a session up, at once or later, and tells it later. */
    private Future<?> lookedUp(SessionRef session, Store store, Future<Void> later) {
        Context caller = Vertx.currentContext();
        Promise<Void> released = Promise.promise();
        later.onComplete(done -> caller.runOnContext(there -> released.complete()));
        if (readsAtOnce) {
            Future<?> found = store.session(session);
            return released.future().compose(done -> found);
        }
        return released.future().compose(done -> store.session(session));
    }

    /** A bot that has spoken in a session before its gateway hears that there is one. */
    private static Future<Appended> greeted(Store store, Appended opened) {
        SessionRef session = new SessionRef(opened.session().id(), null, null);
        Author bot = new Author(Author.Type.BOT, "Bot");
        return StoreCalls.append(store, session, Draft.of(bot, new Body.Text("welcome")))
                // Written behind it, so its hint has passed.
                .compose(said -> store.heard(Map.of(opened.session().id(), 0L)))
                .map(opened);
    }

    @ParameterizedTest
    @CsvSource({"session, true", "session, false", "topic, false"})
    void whatTheBotSaysAtOnceInANewSessionIsHeardOnce(String scope, boolean counts) {
        String bot = Tab.echoBot(server, scope);
        try (Tab tab = counts ? Tab.counting(server, bot) : Tab.plain(server, bot)) {
            greets = true;
            String session = tab.open();
            Tab.told(server, session, "later");

            assertThat(tab.hear(2))
                    .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .containsExactly("welcome", "later");
        }
    }

    @ParameterizedTest
    @CsvSource({"session, true", "session, false", "topic, true", "topic, false"})
    void whatIsSaidWhileTheSessionIsLookedUpIsHeardOnce(String scope, boolean before) {
        String bot = Tab.echoBot(server, scope);
        try (Tab opener = Tab.plain(server, bot);
                Tab tab = Tab.plain(server, bot)) {
            String session = opener.open();
            readsAtOnce = before;
            held.set(Promise.promise());
            String attaching =
                    tab.push("put_data", Tab.object().put("session", session).set("data", Tab.object()));
            // Refused behind the one before it, which so is known to be looked up.
            tab.error("nonsense", Tab.object());

            Tab.told(server, session, "now");
            assertThat(opener.hear(1)).containsExactly("btu_msg  now");
            held.getAndSet(null).complete();
            JsonNode attached = tab.reply(attaching);
            Tab.told(server, session, "later");

            assertThat(attached.get("status").asText()).isEqualTo("ok");
            assertThat(tab.hear(2)).containsExactly("btu_msg  now", "btu_msg  later");
        }
    }
}
