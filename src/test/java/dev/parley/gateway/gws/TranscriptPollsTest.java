package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Lease;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.LogReader;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of an answer whose client has gone, which no client can show. */
class TranscriptPollsTest {
    private static TestServer server;
    private static Bot bot;
    private static Context loop;
    private static final TestParts PARTS = new TestParts();

    private final TranscriptPolls polls = new TranscriptPolls(new LiveChats(
            server.parley().conversations(), new LogReader(PARTS.store()), new Lease(Duration.ofMinutes(1))));
    private final List<Integer> given = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> {}, PARTS);
        UUID id = UUID.fromString(server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"gws\"}]}"));
        bot = server.parley().bots().get(id).orElseThrow();
        loop = server.vertx().getOrCreateContext();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void anAnswerNobodyTookIsGivenAgain() {
        SessionRef chat = chat();

        poll(chat, answer -> gone(answer));
        poll(chat, answer -> gone(answer));
        poll(chat, answer -> taken(answer));
        poll(chat, answer -> taken(answer));

        assertThat(given).containsExactly(1, 1, 1, 0);
    }

    @Test
    void aPollWaitsUntilTheOneBeforeItIsAnswered() {
        SessionRef chat = chat();
        Promise<Boolean> slow = Promise.promise();

        Future<Void> first = on(() -> messages(chat, answer -> {
            taken(answer);
            return slow.future();
        }));
        Future<Void> second = on(() -> messages(chat, answer -> taken(answer)));
        SessionRef other = chat();
        poll(other, answer -> taken(answer));
        assertThat(first.isComplete() || second.isComplete()).isFalse();
        slow.complete(true);

        Waiting.on(second);
        assertThat(given).containsExactly(1, 1, 0);
    }

    private SessionRef chat() {
        Session session = Waiting.on(server.parley()
                .conversations()
                .open(bot, new NewConversation(GwsGateway.NAME, new JsonObject(), Author.PERSON, true, null)));
        return new SessionRef(session.id(), bot.id(), GwsGateway.NAME);
    }

    private void poll(SessionRef chat, Function<JsonObject, Future<Boolean>> give) {
        Waiting.on(on(() -> messages(chat, give)));
    }

    private Future<Void> messages(SessionRef chat, Function<JsonObject, Future<Boolean>> give) {
        return polls.answer(chat, OptionalLong.empty(), image -> "", give);
    }

    private Future<Boolean> taken(JsonObject answer) {
        given.add(answer.getJsonArray("messages").size());
        return Future.succeededFuture(true);
    }

    private Future<Boolean> gone(JsonObject answer) {
        given.add(answer.getJsonArray("messages").size());
        return Future.succeededFuture(false);
    }

    private static <T> Future<T> on(Supplier<Future<T>> action) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(go -> action.get().onComplete(done));
        return done.future();
    }
}
