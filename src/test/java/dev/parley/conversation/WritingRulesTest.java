package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Bot;
import dev.parley.bot.Manifest;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What everybody is held to who writes: persons, bots and humans, with one part or many. */
class WritingRulesTest {
    private static final Author BOT = new Author(Author.Type.BOT, "Ada");
    private static final Limits LIMITS = new Limits(10, 60);

    /** Two messages of a person in a session. */
    private static final Rates TWO = new Rates(2, 3, 0, 0);

    private final Vertx vertx = Vertx.vertx();
    private final Bot bot = bot();
    private final List<String> limited = new ArrayList<>();
    private final RateLimits rates = new RateLimits(TWO);
    private Store store;
    private Conversations conversations;
    private ClientQuota quota;

    @BeforeEach
    void open(@TempDir Path directory) {
        store = Waiting.on(SqliteStore.open(vertx, SqliteOptions.of(directory.resolve("parley.db"))));
        Metrics metrics = new Metrics() {
            @Override
            public void limited(String limit) {
                limited.add(limit);
            }
        };
        conversations = new Conversations(
                store, new LocalFanout(), images -> Future.succeededFuture(), LIMITS, engine -> true, rates, metrics);
        quota = conversations.quota("192.0.2.1");
    }

    @AfterEach
    void close() {
        Waiting.on(store.close());
        Waiting.on(vertx.close());
    }

    @Test
    void manyPartsOfAPersonCountAsOneMessage() {
        SessionRef session = session();

        for (int i = 0; i < 2; i++) {
            assertThat(append(session, said("a"), said("b"), said("c")).events())
                    .hasSize(3);
        }

        assertThat(refusal(conversations.append(session, List.of(said("d"), said("e")), quota)))
                .isEqualTo(Refusal.RATE_LIMITED);
        assertThat(log(session)).containsExactly("joined", "a", "b", "c", "a", "b", "c");
        assertThat(limited).containsExactly("session");
    }

    @Test
    void repeatOfManyPartsCostsNothingAndPassesWhenTheQuotaIsUsedUp() {
        SessionRef session = session();
        Event first = append(session, said("a", "m"), said("b", "m#1")).event();
        for (int i = 0; i < 5; i++) {
            assertThat(append(session, said("a", "m"), said("b", "m#1")).duplicate())
                    .isTrue();
        }
        append(session, said("c"));

        Appended repeat = append(session, said("a", "m"), said("b", "m#1"));

        assertThat(repeat.duplicate()).isTrue();
        assertThat(repeat.event()).isEqualTo(first);
        assertThat(refusal(conversations.append(session, List.of(said("d", "n"), said("e")), quota)))
                .isEqualTo(Refusal.RATE_LIMITED);
        assertThat(log(session)).containsExactly("joined", "a", "b", "c");
    }

    @Test
    void botsAndHumansAreNotLimited() {
        SessionRef session = session();
        Draft answer = Draft.of(BOT, new Body.Text("x"));
        Draft human = Draft.of(Conversations.agentAuthor("Ann"), new Body.Text("y"));

        for (int i = 0; i < 5; i++) {
            Waiting.on(conversations.append(session, List.of(answer, human), null));
        }

        assertThat(log(session)).hasSize(11);
    }

    @Test
    void onePartTooLongRefusesAll() {
        SessionRef session = session();
        String eleven = "12345678901";

        assertThat(refusal(conversations.append(session, List.of(said("a"), said(eleven)), quota)))
                .isEqualTo(Refusal.TOO_LONG);
        assertThat(refusal(conversations.say(session, BOT, message(eleven, "f"))))
                .isEqualTo(Refusal.TOO_LONG);
        assertThat(refusal(conversations.settle(outcome(session, Draft.of(BOT, new Body.Text(eleven))))))
                .isEqualTo(Refusal.TOO_LONG);

        assertThat(log(session)).containsExactly("joined");
    }

    @Test
    void whatTheServerSaysItselfIsNotLimited() {
        SessionRef session = session();

        Waiting.on(conversations.settle(outcome(session, Draft.of(Author.SYSTEM, new Body.Text("we are very sorry")))));

        assertThat(log(session)).containsExactly("joined", "we are very sorry");
    }

    @Test
    void everythingIsCleanWhoeverWritesIt() {
        SessionRef session = session();
        DataPatch patch = new DataPatch(new JsonObject().put("k\0", "v\0"), Set.of());
        DeliveryOutcome outcome = new DeliveryOutcome(
                session.session(),
                0,
                new DeliveryPosition.Next(1, 1),
                new DeliveryOutcome.Answered(
                        List.of(Draft.of(BOT, new Body.Text("a\0"))), patch, NextStep.GO_ON, Set.of()),
                null,
                List.of());

        append(session, said("p\0"), said("q\0"));
        Waiting.on(conversations.say(session, BOT, message("s\0", "t\0")));
        Waiting.on(conversations.merge(session, BOT, patch));
        Waiting.on(conversations.settle(outcome));

        assertThat(log(session)).containsExactly("joined", "p", "q", "s", "file", "data_merged", "a");
        assertThat(Waiting.on(store.session(session)).orElseThrow().data()).isEqualTo(new JsonObject().put("k", "v"));
    }

    @Test
    void whatAMessageSaysIsOneCommitAndItsRepeatIsOne() {
        SessionRef session = session();
        Message message = new Message("text", null, file(), List.of(), "m", null);
        List<List<Notification>> commits = new ArrayList<>();
        Waiting.on(store.ready());
        store.onCommit(commits::add);

        Appended said = Waiting.on(conversations.say(session, BOT, message));
        Appended again = Waiting.on(conversations.say(session, BOT, message));
        Waiting.on(store.ready());

        assertThat(said.events()).extracting(Event::seq).containsExactly(2L, 3L);
        assertThat(again.duplicate()).isTrue();
        assertThat(again.event()).isEqualTo(said.event());
        assertThat(commits).hasSize(1);
    }

    @Test
    void openingAgainCostsNothing() {
        UUID id = UUID.randomUUID();
        NewConversation opening =
                NewConversation.of("phoenix", new JsonObject()).named(id, null).saying(List.of(said("hi")));

        Appended opened = Waiting.on(conversations.open(bot, opening, quota));
        Appended again = Waiting.on(conversations.open(bot, opening, quota));

        assertThat(opened.events()).hasSize(2);
        assertThat(again.duplicate()).isTrue();
        // Of three openings one is used, of two messages in this session one.
        assertThat(rates.opening(quota).granted()).isTrue();
        assertThat(rates.opening(quota).granted()).isTrue();
        assertThat(rates.opening(quota).granted()).isFalse();
        SessionRef session = new SessionRef(id, bot.id(), null);
        assertThat(rates.message(session, quota).granted()).isTrue();
        assertThat(rates.message(session, quota).granted()).isFalse();
    }

    @Test
    void openingWithMoreWordsThanAllowedCostsNothing() {
        NewConversation opening =
                NewConversation.of("phoenix", new JsonObject()).saying(List.of(said("1"), said("2"), said("3")));

        assertThat(refusal(conversations.open(bot, opening, quota))).isEqualTo(Refusal.RATE_LIMITED);

        SessionRef session = new SessionRef(opening.id(), bot.id(), null);
        assertThat(Waiting.on(store.session(session))).isEmpty();
        assertThat(rates.message(session, quota).granted()).isTrue();
        assertThat(rates.message(session, quota).granted()).isTrue();
    }

    private SessionRef session() {
        Session opened = Waiting.on(conversations.open(bot, NewConversation.of("phoenix", new JsonObject()), null))
                .session();
        return new SessionRef(opened.id(), bot.id(), "phoenix");
    }

    private Appended append(SessionRef session, Draft... parts) {
        return Waiting.on(conversations.append(session, List.of(parts), quota));
    }

    private List<String> log(SessionRef session) {
        return Waiting.on(store.readAfter(session.session(), 0, PageLimit.DEFAULT)).events().stream()
                .map(Event::body)
                .map(body -> body instanceof Body.Text text
                        ? text.text()
                        : body.kind().name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    private static Refusal refusal(Future<?> refused) {
        Waiting.until("it is decided", refused::isComplete);
        return ((RefusedException) refused.cause()).refusal();
    }

    private static Bot bot() {
        JsonObject document = new JsonObject();
        Manifest manifest = new Manifest("Ada", List.of(), "echo", document, document, List.of());
        return new Bot(UUID.randomUUID(), document, manifest, false, null);
    }

    private static Draft said(String text) {
        return said(text, null);
    }

    private static Draft said(String text, String clientId) {
        return Draft.of(Author.PERSON, new Body.Text(text), null, clientId);
    }

    private static Message message(String text, String fileName) {
        return new Message(
                text, null, new Body.File("https://x.example/", fileName, null, null), List.of(), null, null);
    }

    private static Body.File file() {
        return new Body.File("https://x.example/", null, null, null);
    }

    private static DeliveryOutcome outcome(SessionRef session, Draft answer) {
        return new DeliveryOutcome(
                session.session(),
                0,
                new DeliveryPosition.Next(1, 1),
                DeliveryOutcome.Answered.saying(List.of(answer)),
                null,
                List.of());
    }
}
