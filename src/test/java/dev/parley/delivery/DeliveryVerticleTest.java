package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Bot;
import dev.parley.bot.Manifest;
import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotError;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Bots;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Message;
import dev.parley.conversation.Metrics;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Place;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Undeliverable;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.DeliveryException;
import dev.parley.engine.Engine;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.feed.Feed;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import dev.parley.testing.LongRunning;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LongRunning(seconds = 16)
class DeliveryVerticleTest {
    private static final Duration SWEEP = Duration.ofMillis(100);

    @TempDir
    Path directory;

    private Vertx vertx;
    private SqliteStore store;
    private LocalFanout fanout;
    private Feed feed;
    private Bot bot;
    private final Queue<Notification> told = new ConcurrentLinkedQueue<>();
    private final Queue<Event> delivered = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> ended = new ConcurrentLinkedQueue<>();
    private boolean typing;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        store = Waiting.on(SqliteStore.open(vertx, SqliteOptions.of(directory.resolve("log.db"))));
        fanout = new LocalFanout();
        store.onCommit(fanout::publish);
        fanout.subscribe(told::addAll);
        feed = new Feed(fanout, store, Duration.ofDays(1));
        JsonObject document = new JsonObject().put("engine", new JsonObject().put("type", "test"));
        Manifest manifest = new Manifest("Tester", List.of(), "test", document, document, List.of());
        bot = new Bot(UUID.randomUUID(), document, manifest, false, null);
        Waiting.on(store.putBot(new BotRecord(bot.id(), document, false, Instant.now())));
    }

    @AfterEach
    void close() {
        Waiting.on(feed.close());
        Waiting.on(store.close());
        Waiting.on(vertx.close());
    }

    @Test
    void anAnswerFollowsTheEventItAnswersAndThePositionStandsBehindIt() {
        run(event -> say("echo: " + text(event)));
        UUID session = openSession();

        append(session, "one");
        append(session, "two");

        Waiting.until("both are answered", () -> log(session).size() == 4);
        assertThat(texts(session)).containsExactlyInAnyOrder("one", "echo: one", "two", "echo: two");
        assertThat(log(session)).extracting(Event::seq).containsExactly(1L, 2L, 3L, 4L);
        Event answer = find(session, "echo: two");
        assertThat(answer.cause()).isEqualTo(find(session, "two").seq());
        assertThat(answer.author()).isEqualTo(new Author(Author.Type.BOT, "Tester"));
        assertThat(session(session).enginePosition()).isEqualTo(4);
    }

    @Test
    void aSessionThatRecordsTypingHasItAroundTheAnswerAndInNoDelivery() {
        typing = true;
        run(event -> say("echo: " + text(event)));
        UUID session = UUID.randomUUID();
        Waiting.on(store.open(new NewSession(session, bot.id(), "gws", null, new JsonObject(), List.of(), true, null)));

        Waiting.on(StoreCalls.append(
                store, new SessionRef(session, null, null), Draft.of(Author.PERSON, new Body.Typing(true))));
        append(session, "one");

        Waiting.until("it is answered", () -> log(session).size() == 5);
        assertThat(log(session))
                .extracting(Event::body)
                .containsExactly(
                        new Body.Typing(true),
                        new Body.Text("one"),
                        new Body.Typing(true),
                        new Body.Text("echo: one"),
                        new Body.Typing(false));
        assertThat(delivered).extracting(Event::seq).containsExactly(2L);
    }

    @Test
    void theEndIsToldWhenAllBeforeItIsDelivered() {
        Promise<Answer> slow = Promise.promise();
        run(event -> text(event).equals("one") ? slow.future() : Future.succeededFuture(Answer.NONE));
        UUID session = openSession();
        append(session, "one");
        append(session, "two");
        Waiting.until("the first is with the bot", () -> delivered.size() == 1);
        Waiting.on(store.close(new SessionRef(session, null, null), Author.PERSON));
        UUID other = openSession();
        Waiting.on(store.close(new SessionRef(other, null, null), Author.PERSON));
        Waiting.until("the other's end is told", () -> ended.contains(other));
        assertThat(ended).doesNotContain(session);

        slow.complete(Answer.NONE);

        Waiting.until("the end is told", () -> ended.contains(session));
        assertThat(delivered).extracting(Event::seq).containsExactly(1L, 2L);
        assertThat(ended).hasSize(2);
    }

    @Test
    void oneSessionsEventsAreDeliveredInOrderAndOneAtATime() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        run(event -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Promise<Answer> answered = Promise.promise();
            vertx.setTimer(1, timer -> {
                running.decrementAndGet();
                answered.complete(Answer.NONE);
            });
            return answered.future();
        });
        UUID session = openSession();

        for (int i = 0; i < 250; i++) {
            StoreCalls.append(store, new SessionRef(session, null, null), said("m" + i));
        }

        Waiting.until("all are delivered", () -> session(session).enginePosition() == 250);
        assertThat(delivered).extracting(Event::seq).isSorted().hasSize(250);
        assertThat(most).hasValue(1);
    }

    @Test
    void aBotThatDoesNotAnswerHoldsNoOtherSession() {
        Promise<Answer> never = Promise.promise();
        run(event -> text(event).equals("slow") ? never.future() : say("quick"));
        UUID slow = openSession();
        UUID quick = openSession();
        append(slow, "slow");
        Waiting.until("the slow one is with the bot", () -> delivered.size() == 1);

        for (int i = 0; i < 20; i++) {
            append(quick, "hello");
        }

        Waiting.until("the others are answered", () -> log(quick).size() == 40);
        assertThat(log(slow)).hasSize(1);
    }

    @Test
    void aStoppedOneHearsNothingMoreAndLeavesTheRestToTheNext() {
        run(event -> leftAlone());
        UUID session = openSession();
        append(session, "one");
        Waiting.until("it failed", () -> delivered.size() == 1);
        vertx.deploymentIDs().forEach(id -> Waiting.on(vertx.undeploy(id)));

        append(session, "two");
        deploy(delivery -> say("echo: " + text(delivery.event())));

        Waiting.until("both are answered", () -> texts(session).contains("echo: two"));
        assertThat(delivered).as("what the stopped one was asked").hasSize(1);
    }

    @Test
    void whatWasSaidWhileNoServerRanIsDeliveredAtTheNextStart() {
        UUID session = openSession();
        append(session, "early");

        run(event -> say("late answer"));

        awaitAnswer(session, "late answer");
    }

    @Test
    void whatThePersonSaidBehindAnyNumberOfTheBotsWordsIsDelivered() {
        UUID session = openSession();
        append(session, "one");
        Author tester = new Author(Author.Type.BOT, "Tester");
        for (int i = 0; i < 450; i++) {
            StoreCalls.append(store, new SessionRef(session, null, null), Draft.of(tester, new Body.Text("word")));
        }
        append(session, "two");

        run(event -> say("echo: " + text(event)));

        Waiting.until("both are answered", () -> delivered.size() == 2);
        assertThat(delivered).extracting(Event::seq).containsExactly(1L, 452L);
        Waiting.until("nothing is left", () -> session(session).enginePosition() == 454);
    }

    @Test
    void whatEveryHintWasLostOfIsFoundByTheSweep() {
        store.onCommit(lost -> {});
        run(event -> say("found"));
        UUID session = openSession();

        append(session, "hello");

        awaitAnswer(session, "found");
    }

    @Test
    void aFailedDeliveryIsTriedAgainAndLosesNothing() {
        AtomicInteger tries = new AtomicInteger();
        run(event -> tries.incrementAndGet() == 1
                ? Future.failedFuture("the bot is down")
                : say("answer to " + text(event)));
        UUID session = openSession();

        append(session, "hello");

        awaitAnswer(session, "answer to hello");
        assertThat(texts(session)).containsExactly("hello", "answer to hello");
    }

    @Test
    void anEngineThatThrowsIsAFailureOfTheDeliveryAlone() {
        AtomicInteger tries = new AtomicInteger();
        run(event -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("broken engine");
            }
            return say("well again");
        });
        UUID session = openSession();

        append(session, "hello");

        awaitAnswer(session, "well again");
    }

    @Test
    void writingAgainEndsThePauseAfterAFailure() {
        AtomicInteger tries = new AtomicInteger();
        run(event -> tries.incrementAndGet() <= 3 ? leftAlone() : say("up"));
        UUID session = openSession();
        append(session, "one");
        Waiting.until("the first try failed", () -> tries.get() == 1);

        append(session, "two");
        Waiting.until("the second came at once", () -> tries.get() == 2);
        append(session, "three");
        Waiting.until("and the third", () -> tries.get() == 3);
        append(session, "four");

        Waiting.until("all are answered", () -> log(session).size() == 8);
        assertThat(delivered).extracting(DeliveryVerticleTest::text).endsWith("one", "two", "three", "four");
    }

    @Test
    void whatThePersonWritesToABotThatIsDownMakesThePauseNoLonger() {
        AtomicInteger tries = new AtomicInteger();
        run(event -> tries.incrementAndGet() <= 5 ? Future.failedFuture("down") : say("up"));
        UUID session = openSession();

        for (int i = 1; i <= 5; i++) {
            int now = i;
            append(session, "hello?");
            Waiting.until("it is tried at once", () -> tries.get() >= now);
        }

        // Five pauses in a row would go beyond the time the test waits.
        Waiting.until("all are answered", () -> log(session).size() == 10);
    }

    @Test
    void aBotThatIsLeftAloneIsAskedWhenItsRestIsOver() {
        AtomicInteger tries = new AtomicInteger();
        Future<Answer> postponed = Future.failedFuture(DeliveryException.postponed("too often", Duration.ofMillis(1)));
        run(event -> tries.incrementAndGet() <= 3 ? postponed : say("up"));
        UUID session = openSession();

        append(session, "hello");

        // The fourth try after failures would come beyond the time the test waits.
        awaitAnswer(session, "up");
    }

    @Test
    void whatFailsLongerThanTheManifestAllowsIsUndeliverableAndTheNextGoes() {
        manifest(bot.document().copy().put("retry_for", 0).put("on_failure", "Sorry, try later."));
        run(event -> text(event).equals("broken") ? Future.failedFuture("down") : say("fine"));
        UUID session = openSession();

        append(session, "broken");
        append(session, "next");

        Waiting.until("the next is answered", () -> texts(session).contains("fine"));
        assertThat(texts(session)).containsExactlyInAnyOrder("broken", "next", "Sorry, try later.", "fine");
        assertThat(find(session, "Sorry, try later.").author()).isEqualTo(Author.SYSTEM);
        assertThat(statuses())
                .filteredOn(status -> status.seq() == 1)
                .extracting(Notification.Status::delivery)
                .containsExactly(Notification.Delivery.DELAYED, Notification.Delivery.UNDELIVERABLE);
    }

    @Test
    void whatTheBotWillNeverTakeIsUndeliverableAtOnceAndTheNextGoes() {
        run(event ->
                text(event).equals("broken") ? Future.failedFuture(DeliveryException.refused("never")) : say("fine"));
        UUID session = openSession();

        append(session, "broken");
        append(session, "next");

        Waiting.until("the next is answered", () -> texts(session).contains("fine"));
        assertThat(delivered).extracting(DeliveryVerticleTest::text).containsExactly("broken", "next");
    }

    @Test
    void aBotThatAnswersSomebodyIsAskedAgainForTheOthersButNotWithoutEnd() {
        AtomicInteger broken = new AtomicInteger();
        Set<UUID> down = ConcurrentHashMap.newKeySet();
        deploy(delivery -> {
            if (down.contains(delivery.session().id())) {
                broken.incrementAndGet();
                return leftAlone();
            }
            return say("well");
        });
        UUID ill = openSession();
        UUID well = openSession();
        down.add(ill);
        for (int tries = 1; tries <= 3; tries++) {
            int now = tries;
            append(ill, "try " + tries);
            Waiting.until("it failed", () -> broken.get() == now);
        }

        append(well, "hello");
        Waiting.until("it is tried again", () -> broken.get() == 4);
        for (int i = 0; i < 20; i++) {
            append(well, "hello");
        }

        Waiting.until("the other is answered", () -> log(well).size() == 42);
        assertThat(broken).hasValue(4);
        down.clear();
        append(ill, "well again?");
        Waiting.until("all are answered", () -> log(ill).size() == 8);
    }

    @Test
    void anEngineHearsThatThePersonWroteAgainWhileItAnswers() {
        Queue<Event> again = new ConcurrentLinkedQueue<>();
        Promise<Answer> first = Promise.promise();
        deploy(new Engine() {
            @Override
            public Future<Answer> deliver(Delivery delivery) {
                return text(delivery.event()).equals("one") ? first.future() : say("to both");
            }

            @Override
            public void wroteAgain(Session session, List<Event> events) {
                again.addAll(events);
                first.tryComplete(Answer.NONE);
            }
        });
        UUID session = openSession();

        append(session, "one");
        append(session, "two");

        awaitAnswer(session, "to both");
        assertThat(again).extracting(DeliveryVerticleTest::text).containsExactly("two");
        assertThat(texts(session)).containsExactly("one", "two", "to both");
    }

    @Test
    void anEventSeesTheDataMergedBeforeIt() {
        Queue<JsonObject> seen = new ConcurrentLinkedQueue<>();
        deploy(delivery -> {
            if (delivery.event().body() instanceof Body.Text) {
                seen.add(delivery.session().data());
            }
            return Future.succeededFuture(Answer.NONE);
        });
        UUID session = openSession();
        SessionRef target = new SessionRef(session, null, null);

        StoreCalls.append(
                store,
                target,
                Draft.of(Author.PERSON, new Body.DataMerged(new JsonObject().put("name", "Ada"), Set.of())));
        StoreCalls.append(store, target, said("hello"));

        Waiting.until("it is delivered", () -> !seen.isEmpty());
        assertThat(seen.peek().getString("name")).isEqualTo("Ada");
    }

    @Test
    void anEngineCanChangeDataAndEndTheConversation() {
        deploy(delivery -> Future.succeededFuture(Answer.of(
                List.of(Message.text("bye")),
                new DataPatch(new JsonObject().put("done", true), Set.of()),
                NextStep.CLOSE)));
        UUID session = openSession();

        append(session, "end it");

        Waiting.until("it is closed", () -> !session(session).open());
        assertThat(session(session).data()).isEqualTo(new JsonObject().put("done", true));
        assertThat(log(session))
                .extracting(event -> event.body().getClass().getSimpleName())
                .containsExactly("Text", "Text", "Closed");
    }

    @Test
    void whatBotsAndTheSystemSayIsNotDelivered() {
        run(event -> Future.succeededFuture(Answer.NONE));
        UUID session = openSession();
        SessionRef target = new SessionRef(session, null, null);

        Waiting.on(StoreCalls.append(store, target, Draft.of(Author.SYSTEM, new Body.Text("notice"))));
        Waiting.on(StoreCalls.append(store, target, Draft.of(new Author(Author.Type.BOT, "B"), new Body.Text("said"))));
        append(session, "hello");

        Waiting.until("the person's is delivered", () -> !delivered.isEmpty());
        assertThat(delivered).extracting(DeliveryVerticleTest::text).containsExactly("hello");
    }

    @Test
    void typingIsToldAroundTheAnswer() {
        deploy(new Engine() {
            @Override
            public Future<Answer> deliver(Delivery delivery) {
                return say("answer");
            }

            @Override
            public boolean showsTyping() {
                return true;
            }
        });
        UUID session = openSession();

        append(session, "hello");

        Waiting.until("typing is over", () -> typingAndTexts().contains(false));
        assertThat(typingAndTexts()).containsExactly("hello", true, "answer", false);
    }

    @Test
    void anEngineHearsThatASessionBeganBeforeItsFirstDelivery() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        deploy(new Engine() {
            @Override
            public Future<Void> opened(Session session) {
                heard.add("opened " + session.id());
                return Future.succeededFuture();
            }

            @Override
            public Future<Answer> deliver(Delivery delivery) {
                heard.add("delivered");
                return Future.succeededFuture(Answer.NONE);
            }
        });
        UUID session = openSession(List.of(Draft.of(new Author(Author.Type.BOT, "B"), new Body.Joined())));

        append(session, "one");
        append(session, "two");

        Waiting.until("both are delivered", () -> heard.size() == 3);
        assertThat(heard).containsExactly("opened " + session, "delivered", "delivered");
    }

    @Test
    void anEngineHearsWhatThePersonDoesThatIsInNoLogAndThatASessionIsGone() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        deploy(new Engine() {
            @Override
            public Future<Answer> deliver(Delivery delivery) {
                return Future.succeededFuture(Answer.NONE);
            }

            @Override
            public void typing(UUID session, boolean on) {
                heard.add("typing " + session + " " + on);
            }

            @Override
            public void seen(UUID session, long seq) {
                heard.add("seen " + session + " " + seq);
            }

            @Override
            public void erased(UUID session) {
                heard.add("erased " + session);
            }
        });
        UUID session = openSession();
        Notification typing = new Notification.Typing(session, bot.id(), Author.PERSON, true);
        Notification botTyping = new Notification.Typing(session, bot.id(), new Author(Author.Type.BOT, "B"), true);
        Notification seen = new Notification.Seen(session, bot.id(), 1);

        fanout.publish(List.of(typing, botTyping, seen));
        Waiting.on(store.erase(new SessionRef(session, null, null)));

        Waiting.until("all are heard", () -> heard.size() == 3);
        assertThat(heard).containsExactly("typing " + session + " true", "seen " + session + " 1", "erased " + session);
    }

    @Test
    void anEngineThatWaitsLetsThePersonKnow() {
        Promise<Answer> later = Promise.promise();
        deploy(delivery -> {
            delivery.delayed().run();
            return later.future();
        });
        UUID session = openSession();

        append(session, "hello");
        Waiting.until("it is delayed", () -> statuses().size() == 1);
        later.complete(Answer.NONE);
        Waiting.until("it is delivered", () -> statuses().size() == 2);

        assertThat(statuses())
                .extracting(Notification.Status::delivery)
                .containsExactly(Notification.Delivery.DELAYED, Notification.Delivery.DELIVERED);
        assertThat(statuses()).extracting(Notification.Status::seq).containsOnly(1L);
    }

    @Test
    void whatAChangedBotsEngineHadIsDeliveredByTheNextAndIsNoFailure() {
        Queue<Promise<Answer>> asked = new ConcurrentLinkedQueue<>();
        Function<Bot, Engine> create = made -> new Engine() {
            private final Promise<Answer> never = Promise.promise();

            @Override
            public Future<Answer> deliver(Delivery delivery) {
                asked.add(never);
                return asked.size() == 1 ? never.future() : say("the new engine's");
            }

            @Override
            public Future<Void> stop() {
                never.tryFail("stopped");
                return Future.succeededFuture();
            }
        };
        deploy(0, 1, create);
        UUID session = openSession();
        append(session, "hello");
        Waiting.until("the first has it", () -> asked.size() == 1);

        fanout.publish(List.of(new Notification.BotChanged(bot.id())));

        awaitAnswer(session, "the new engine's");
        assertThat(statuses()).extracting(Notification.Status::delivery).doesNotContain(Notification.Delivery.DELAYED);
    }

    @Test
    void whatAnAnswerComplainsOfIsWrittenDownAndItsSkillsAreCounted() {
        run(event -> Future.succeededFuture(new Answer(
                List.of(Message.text("fine")),
                DataPatch.NONE,
                NextStep.GO_ON,
                List.of("menu", "menu"),
                List.of("Unknown variable: x", "y\u0000".repeat(1_000)))));
        UUID session = openSession();

        append(session, "hello");

        Waiting.until(
                "both are written down",
                () -> Waiting.on(store.errors().of(bot.id(), 10)).size() == 2);
        assertThat(Waiting.on(store.errors().of(bot.id(), 10))).allSatisfy(error -> {
            assertThat(error.session()).isEqualTo(session);
            assertThat(error.message()).doesNotContain("\u0000").hasSizeLessThan(1_100);
        });
        assertThat(Waiting.on(store.statistics().skills(bot.id(), Instant.EPOCH)))
                .isEqualTo(Map.of("menu", 1L));
    }

    @Test
    void whatIsGivenUpIsListedWithTheReasonAndAReplayDeliversIt() {
        impatient();
        AtomicBoolean down = new AtomicBoolean(true);
        run(event -> down.get() ? Future.failedFuture("the hook answers 500") : say("echo: " + text(event)));
        UUID session = openSession();
        append(session, "one");
        append(session, "two");
        Waiting.until("both are given up", () -> undeliverable().size() == 2);
        assertThat(undeliverable()).extracting(Undeliverable::reason).containsOnly("the hook answers 500");
        assertThat(Waiting.on(store.errors().of(bot.id(), 10)))
                .extracting(BotError::message)
                .contains("Undeliverable: the hook answers 500");
        down.set(false);

        replay(undeliverable());

        Waiting.until(
                "both are answered",
                () -> texts(session).contains("echo: one") && texts(session).contains("echo: two"));
        Waiting.until("none is listed", () -> undeliverable().isEmpty());
        assertThat(find(session, "echo: two").cause())
                .isEqualTo(find(session, "two").seq());
        assertThat(session(session).enginePosition()).isEqualTo(log(session).size());
    }

    @Test
    void aReplayWhoseHintIsLostIsFoundByTheSweep() {
        impatient();
        AtomicBoolean down = new AtomicBoolean(true);
        run(event -> down.get() ? Future.failedFuture("down") : say("echo: " + text(event)));
        UUID session = openSession();
        append(session, "one");
        Waiting.until("it is given up", () -> undeliverable().size() == 1);
        down.set(false);
        store.onCommit(lost -> {});

        replay(undeliverable());

        awaitAnswer(session, "echo: one");
    }

    @Test
    void aReplayThatFailsAgainIsListedAgainAndSaysSorryOnlyOnce() {
        manifest(bot.document().copy().put("retry_for", 0).put("on_failure", "Sorry"));
        AtomicReference<String> why = new AtomicReference<>("down");
        run(event -> Future.failedFuture(why.get()));
        UUID session = openSession();
        append(session, "one");
        Waiting.until("it is given up", () -> undeliverable().size() == 1);
        why.set("refused");

        replay(undeliverable());

        Waiting.until(
                "it is given up again",
                () -> undeliverable().stream().anyMatch(each -> each.reason().equals("refused") && !each.replaying()));
        assertThat(texts(session)).containsExactly("one", "Sorry");
    }

    @Test
    void aReplayWaitsForTheDeliveryThatIsUnderWay() {
        impatient();
        AtomicBoolean down = new AtomicBoolean(true);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Promise<Answer> slow = Promise.promise();
        run(event -> {
            if (down.get()) {
                return Future.failedFuture("down");
            }
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Future<Answer> answer = text(event).equals("slow") ? slow.future() : say("echo: " + text(event));
            return answer.onComplete(done -> running.decrementAndGet());
        });
        UUID session = openSession();
        append(session, "one");
        Waiting.until("it is given up", () -> undeliverable().size() == 1);
        down.set(false);
        append(session, "slow");
        Waiting.until("the slow one is with the bot", () -> running.get() == 1);

        replay(undeliverable());
        append(session, "three");
        slow.complete(Answer.NONE);

        Waiting.until(
                "all are answered",
                () -> texts(session).contains("echo: one") && texts(session).contains("echo: three"));
        assertThat(most).hasValue(1);
    }

    @Test
    void whatWaitsIsForgottenWhenAHumanTakesOverAndTheEnginesLateAnswerIsDropped() {
        Promise<Answer> slow = Promise.promise();
        run(event -> text(event).equals("slow") ? slow.future() : say("echo: " + text(event)));
        UUID session = openSession();
        append(session, "slow");
        append(session, "waiting");
        Waiting.until("the slow one is with the bot", () -> delivered.size() == 1);

        Waiting.on(store.takeOver(new SessionRef(session, null, null), new Author(Author.Type.AGENT, "Ann")));
        append(session, "to Ann");
        slow.complete(Answer.of(List.of(Message.text("too late"))));
        Waiting.on(store.handBack(new SessionRef(session, null, null)));
        append(session, "to the engine");

        awaitAnswer(session, "echo: to the engine");
        assertThat(texts(session))
                .containsExactly("slow", "waiting", "", "to Ann", "", "to the engine", "echo: to the engine");
        assertThat(delivered).extracting(DeliveryVerticleTest::text).containsExactly("slow", "to the engine");
    }

    @Test
    void aPauseAfterAFailureEndsWithTheTakeOver() {
        AtomicBoolean down = new AtomicBoolean(true);
        run(event -> down.get() ? Future.failedFuture("down") : say("echo: " + text(event)));
        UUID session = openSession();
        append(session, "lost on Ann");
        Waiting.until("the first try failed", () -> delivered.size() == 1);
        Waiting.on(store.takeOver(new SessionRef(session, null, null), new Author(Author.Type.AGENT, "Ann")));
        down.set(false);
        Waiting.on(store.handBack(new SessionRef(session, null, null)));

        append(session, "next");

        awaitAnswer(session, "echo: next");
        assertThat(delivered).extracting(DeliveryVerticleTest::text).containsExactly("lost on Ann", "next");
    }

    @Test
    void anEngineThatHandsOffHearsNothingUntilTheSessionIsGivenBack() {
        run(event -> text(event).equals("human")
                ? Future.succeededFuture(
                        Answer.of(List.of(Message.text("One moment")), DataPatch.NONE, NextStep.HAND_OFF))
                : say("echo: " + text(event)));
        UUID session = openSession();
        append(session, "human");
        Waiting.until("it is handed off", () -> session(session).assignee().equals(Assignee.NOBODY));

        append(session, "anybody?");
        Waiting.on(store.handBack(new SessionRef(session, null, null)));
        append(session, "again");

        awaitAnswer(session, "echo: again");
        assertThat(delivered).extracting(DeliveryVerticleTest::text).containsExactly("human", "again");
    }

    private void impatient() {
        manifest(bot.document().copy().put("retry_for", 0));
    }

    private void manifest(JsonObject document) {
        Manifest manifest = new Manifest("Tester", List.of(), "test", document, document, List.of());
        bot = new Bot(bot.id(), document, manifest, false, null);
    }

    private List<Undeliverable> undeliverable() {
        return Waiting.on(store.undeliverables().list(bot.id(), Optional.empty(), 10));
    }

    private void replay(List<Undeliverable> events) {
        List<Place> places = events.stream()
                .map(each -> new Place(each.session().id(), each.event().seq()))
                .toList();
        assertThat(Waiting.on(store.replay(bot.id(), places))).hasSameSizeAs(events);
    }

    private void run(Function<Event, Future<Answer>> answers) {
        deploy(new Engine() {
            @Override
            public Future<Answer> deliver(Delivery delivery) {
                delivered.add(delivery.event());
                return answers.apply(delivery.event());
            }

            @Override
            public Future<Void> closed(Session session) {
                ended.add(session.id());
                return Future.succeededFuture();
            }

            @Override
            public boolean showsTyping() {
                return typing;
            }
        });
    }

    private void deploy(Engine engine) {
        for (int index = 0; index < 2; index++) {
            deploy(index, 2, made -> engine);
        }
    }

    private void deploy(int index, int count, Function<Bot, Engine> create) {
        Waiting.on(vertx.deployVerticle(new DeliveryVerticle(
                new DeliveryShare(index, count),
                feed,
                store,
                StoreCalls.conversations(store, fanout),
                new OneBot(bot),
                create,
                SWEEP,
                Metrics.NONE)));
    }

    private List<Notification.Status> statuses() {
        return told.stream()
                .filter(Notification.Status.class::isInstance)
                .map(Notification.Status.class::cast)
                .toList();
    }

    private List<Object> typingAndTexts() {
        return told.stream()
                .<Object>mapMulti((notification, found) -> {
                    if (notification instanceof Notification.Typing typed) {
                        found.accept(typed.on());
                    } else if (notification instanceof Notification.LogAppended grown) {
                        grown.events().forEach(event -> found.accept(text(event)));
                    }
                })
                .toList();
    }

    private UUID openSession() {
        return openSession(List.of());
    }

    private UUID openSession(List<Draft> first) {
        NewSession opened = new NewSession(UUID.randomUUID(), bot.id(), "phoenix", null, new JsonObject(), first);
        return Waiting.on(store.open(opened)).session().id();
    }

    private void append(UUID session, String text) {
        Waiting.on(StoreCalls.append(store, new SessionRef(session, null, null), said(text)));
    }

    private static Draft said(String text) {
        return Draft.of(Author.PERSON, new Body.Text(text));
    }

    private static Future<Answer> say(String text) {
        return Future.succeededFuture(Answer.of(List.of(Message.text(text))));
    }

    /** A failure with a pause longer than any test waits. */
    private static Future<Answer> leftAlone() {
        return Future.failedFuture(DeliveryException.postponed("down", Duration.ofMinutes(2)));
    }

    private List<Event> log(UUID session) {
        return Waiting.on(store.after(session, 0, 1_000));
    }

    private List<String> texts(UUID session) {
        return log(session).stream().map(DeliveryVerticleTest::text).toList();
    }

    private void awaitAnswer(UUID session, String text) {
        Waiting.until("it is answered", () -> texts(session).contains(text));
    }

    private Event find(UUID session, String text) {
        return log(session).stream()
                .filter(event -> text(event).equals(text))
                .findFirst()
                .orElseThrow();
    }

    private Session session(UUID session) {
        return Waiting.on(store.session(new SessionRef(session, null, null))).orElseThrow();
    }

    private static String text(Event event) {
        return event.body() instanceof Body.Text text ? text.text() : "";
    }

    /** A registry of one bot. */
    private record OneBot(Bot bot) implements Bots {
        @Override
        public Optional<Bot> get(UUID id) {
            return Optional.of(bot).filter(only -> only.id().equals(id));
        }

        @Override
        public Collection<Bot> all() {
            return List.of(bot);
        }

        @Override
        public boolean starting() {
            return false;
        }

        @Override
        public Future<Void> put(Bot changed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Boolean> remove(UUID id) {
            throw new UnsupportedOperationException();
        }
    }
}
