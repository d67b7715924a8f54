package dev.parley.store;

import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionMarks;
import dev.parley.conversation.SessionOrigin;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Opening sessions and appending to their logs. */
public abstract class AppendContract extends StoreContract {
    @Test
    void sessionBeginsWithItsDataAndFirstEvents() {
        UUID id = UUID.randomUUID();
        UUID person = UUID.randomUUID();
        JsonObject data = new JsonObject().put("name", "Åsa").putNull("tag").put("deep", new JsonObject().put("n", 1));
        Draft joined = Draft.of(BOT, new Body.Joined());

        Appended opened = get(store.open(new NewSession(id, bot, "chip", person, data, List.of(joined))));

        Session expected = new Session(
                new SessionOrigin(id, bot, "chip", person, clock.instant().truncatedTo(MICROS), false),
                data,
                true,
                Assignee.ENGINE,
                new SessionMarks(1, 1, 0, 0, 0),
                null);
        assertThat(opened.session()).isEqualTo(expected);
        assertThat(opened.event().id()).isEqualTo(joined.id());
        reopen();
        assertThat(read(id)).isEqualTo(expected);
        assertThat(log(id)).isEqualTo(opened.events());
    }

    @Test
    void openingTheSameIdAgainChangesNothing() {
        UUID id = session();
        get(say(id, "hello"));

        Appended again = get(open(bot, id, null));

        assertThat(again.duplicate()).isTrue();
        assertThat(again.session()).isEqualTo(read(id));
        assertThat(refusal(open(UUID.randomUUID(), id, null))).isEqualTo(Refusal.UNKNOWN_SESSION);
        assertThat(texts(log(id))).containsExactly("hello");
    }

    @Test
    void everyBodyComesBackAsItWas() {
        UUID id = session();
        List<Body> bodies = List.of(
                new Body.Text("plain \"quoted\" \\ \n 😀 𝒳"),
                new Body.Text("", List.of(new Button("Yes", "y"), new Button("No", "n")), null),
                new Body.Text("pressed", List.of(), "y"),
                new Body.Image(UUID.randomUUID(), "image/png"),
                new Body.InvalidImage("no such thing"),
                new Body.File("https://files.example/a.pdf", "a.pdf", "application/pdf", 3_000_000_000L),
                new Body.File("https://files.example/b", null, null, null),
                new Body.File("https://files.example/c", null, null, null, "https://files.example/small"),
                new Body.NoAgent(),
                new Body.Joined(),
                new Body.Left(),
                new Body.Typing(true),
                new Body.Typing(false),
                new Body.DataMerged(
                        new JsonObject()
                                .putNull("a")
                                .put("b", new JsonArray().add(1).add("x")),
                        Set.of("c", "d")));
        List<Event> written = new ArrayList<>();
        for (Body body : bodies) {
            written.add(get(append(any(id), Draft.of(new Author(Author.Type.AGENT, "Zoë"), body, 7L, null)))
                    .event());
        }

        reopen();

        assertThat(log(id)).isEqualTo(written);
        assertThat(log(id)).extracting(Event::body).isEqualTo(bodies);
        assertThat(log(id)).extracting(Event::cause).containsOnly(7L);
        assertThat(log(id)).extracting(event -> event.author().name()).containsOnly("Zoë");
    }

    @Test
    void comingGoingAndTypingOfThePersonAreNothingToDeliver() {
        UUID id = session();

        for (Body body : List.of(new Body.Joined(), new Body.Typing(true), new Body.Typing(false), new Body.Left())) {
            get(append(any(id), Draft.of(Author.PERSON, body)));
        }

        assertThat(read(id).enginePosition()).isEqualTo(4);
        assertThat(get(store.undelivered(Optional.empty(), 10))).isEmpty();
        get(say(id, "hello"));
        get(append(any(id), Draft.of(Author.PERSON, new Body.Typing(true))));
        assertThat(read(id).enginePosition()).isEqualTo(4);
        assertThat(get(store.statistics().backlog()))
                .extracting(backlog -> backlog.events())
                .containsExactly(1L);
    }

    @Test
    void sessionsLapseAtTheirTimeUnlessTheyAreProlongedOrClosed() {
        Instant first = clock.instant().truncatedTo(MICROS);
        Instant second = first.plusSeconds(1);
        UUID never = session();
        UUID later = lapsing(second);
        UUID now = lapsing(first);
        UUID closed = lapsing(first);
        get(store.close(any(closed), Author.PERSON));
        reopen();

        assertThat(lapsed(first.minusNanos(1_000))).isEmpty();
        assertThat(lapsed(first)).containsExactly(now);
        assertThat(lapsed(second)).containsExactly(now, later);
        assertThat(get(store.lapsed("gws", second, 1))).extracting(Session::id).containsExactly(now);
        assertThat(get(store.lapsed("phoenix", second, 10))).isEmpty();
        assertThat(read(now).recordTyping()).isTrue();
        assertThat(read(never).lapsesAt()).isNull();
        assertThat(read(closed).lapsesAt()).isNull();

        for (UUID id : List.of(never, later, now, closed, UUID.randomUUID())) {
            get(store.prolong(any(id), second));
            get(store.prolong(any(id), first));
        }
        reopen();

        assertThat(lapsed(first)).isEmpty();
        assertThat(lapsed(second)).containsExactlyInAnyOrder(now, later);
        assertThat(read(now).lapsesAt()).isEqualTo(second);
        assertThat(read(never).lapsesAt()).isNull();
        assertThat(read(closed).lapsesAt()).isNull();
    }

    private UUID lapsing(Instant lapsesAt) {
        UUID id = UUID.randomUUID();
        get(store.open(new NewSession(id, bot, "gws", null, new JsonObject(), List.of(), true, lapsesAt)));
        return id;
    }

    private List<UUID> lapsed(Instant at) {
        return get(store.lapsed("gws", at, 10)).stream().map(Session::id).toList();
    }

    @Test
    void takesTheLongestTextAllowed() {
        UUID id = session();
        String text = "𝒳".repeat(100_000);

        get(say(id, text));

        assertThat(texts(log(id))).containsExactly(text);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAReopen() {
        UUID id = session();
        List<Future<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            appends.add(say(id, "t" + i));
        }
        List<Event> acknowledged =
                appends.stream().map(append -> get(append).event()).toList();

        reopen();

        assertThat(log(id)).isEqualTo(acknowledged);
        assertThat(read(id).lastSeq()).isEqualTo(500);
    }

    @Test
    void seqsHaveNoGapsUnderConcurrentCallers() throws Exception {
        UUID one = session();
        UUID two = session();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            String name = "c" + caller + "-";
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    Future<Appended> first = say(one, name + i);
                    Future<Appended> second = say(two, name + i);
                    get(first);
                    get(second);
                }
            });
            thread.start();
            callers.add(thread);
        }
        for (Thread caller : callers) {
            caller.join();
        }

        for (UUID id : List.of(one, two)) {
            List<Event> log = log(id);
            assertThat(log)
                    .extracting(Event::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 800).boxed().toList());
            for (int caller = 0; caller < 8; caller++) {
                String name = "c" + caller + "-";
                List<String> own = texts(log).stream()
                        .filter(text -> text.startsWith(name))
                        .toList();
                assertThat(own).hasSize(100).startsWith(name + 0).endsWith(name + 99);
                assertThat(own).isSortedAccordingTo((a, b) -> Integer.compare(number(a, name), number(b, name)));
            }
        }
    }

    @Test
    void unknownSessionsAndThoseOfOthersAreRefusedAlike() {
        UUID id = session();
        List<SessionRef> foreign = List.of(
                any(UUID.randomUUID()), new SessionRef(id, UUID.randomUUID(), null), new SessionRef(id, bot, "chip"));

        for (SessionRef target : foreign) {
            assertThat(refusal(append(target, text("x")))).isEqualTo(Refusal.UNKNOWN_SESSION);
            assertThat(refusal(store.close(target, Author.PERSON))).isEqualTo(Refusal.UNKNOWN_SESSION);
            assertThat(refusal(store.seen(target, 1))).isEqualTo(Refusal.UNKNOWN_SESSION);
            assertThat(get(store.erase(target))).isEmpty();
            assertThat(get(store.session(target))).isEmpty();
        }
        assertThat(get(append(new SessionRef(id, bot, "phoenix"), text("mine")))
                        .event()
                        .seq())
                .isEqualTo(1);
        assertThat(log(id)).hasSize(1);
    }

    @Test
    void closingEndsTheLogAndKeepsItReadable() {
        UUID id = session();
        get(say(id, "bye"));

        Appended closed = get(store.close(any(id), Author.PERSON));
        Appended again = get(store.close(any(id), BOT));

        assertThat(closed.duplicate()).isFalse();
        assertThat(closed.event().body()).isEqualTo(new Body.Closed());
        assertThat(closed.session().open()).isFalse();
        assertThat(again).isEqualTo(new Appended(closed.session(), closed.events(), true));
        assertThat(refusal(say(id, "more"))).isEqualTo(Refusal.SESSION_CLOSED);
        assertThat(refusal(merge(id, new JsonObject()))).isEqualTo(Refusal.SESSION_CLOSED);
        reopen();
        assertThat(refusal(say(id, "more"))).isEqualTo(Refusal.SESSION_CLOSED);
        assertThat(texts(log(id))).containsExactly("bye", "-");
    }

    @Test
    void sameClientIdIsWrittenOnce() {
        UUID id = session();
        Draft draft = Draft.of(Author.PERSON, new Body.Text("first"), null, "k");
        Future<Appended> first = append(any(id), draft);
        Future<Appended> sameGroup = append(any(id), Draft.of(Author.PERSON, new Body.Text("repeat"), null, "k"));

        Appended written = get(first);
        assertThat(written.duplicate()).isFalse();
        assertThat(get(sameGroup).duplicate()).isTrue();
        assertThat(get(sameGroup).events()).isEqualTo(written.events());
        reopen();
        Appended later = get(append(any(id), Draft.of(Author.PERSON, new Body.Text("repeat"), null, "k")));

        assertThat(later.duplicate()).isTrue();
        assertThat(later.events()).isEqualTo(written.events());
        assertThat(log(id)).isEqualTo(written.events());
    }

    @Test
    void clientIdsBelongToOneSideOfOneSession() {
        UUID id = session();
        UUID other = session();
        Draft person = Draft.of(Author.PERSON, new Body.Text("p"), null, "k");

        get(append(any(id), person));
        boolean botsToo = get(append(any(id), answer("b", null, "k"))).duplicate();
        boolean othersToo = get(append(any(other), person)).duplicate();

        assertThat(botsToo).isFalse();
        assertThat(othersToo).isFalse();
        assertThat(texts(log(id))).containsExactly("p", "b");
    }

    @Test
    void repeatAfterTheCloseStillGetsItsFirstAnswer() {
        UUID id = session();
        Draft draft = Draft.of(Author.PERSON, new Body.Text("once"), null, "k");
        Appended first = get(append(any(id), draft));
        get(store.close(any(id), BOT));

        Appended repeat = get(append(any(id), draft));

        assertThat(repeat.duplicate()).isTrue();
        assertThat(repeat.events()).isEqualTo(first.events());
    }

    @Test
    void timesAreMicrosecondsAndNeverRunBackInASession() {
        UUID id = session();
        Instant before = get(say(id, "a")).event().at();
        clock.move(Duration.ofHours(-2));
        Instant back = get(say(id, "b")).event().at();
        reopen();
        Instant reopened = get(say(id, "c")).event().at();
        clock.move(Duration.ofHours(3));
        Instant on = get(say(id, "d")).event().at();

        assertThat(before).isEqualTo(Instant.parse("2026-11-20T10:00:00.123456Z"));
        assertThat(back).isEqualTo(before);
        assertThat(reopened).isEqualTo(before);
        assertThat(on).isEqualTo(Instant.parse("2026-11-20T11:00:00.123456Z"));
        assertThat(log(id)).extracting(Event::at).containsExactly(before, back, reopened, on);
    }

    @Test
    void timesNeverRunBackForOnePersonInTwoSessions() {
        UUID person = UUID.randomUUID();
        UUID one = get(open(bot, UUID.randomUUID(), person)).session().id();
        Instant first = get(say(one, "a")).event().at();
        clock.move(Duration.ofHours(-2));
        UUID two = get(open(bot, UUID.randomUUID(), person)).session().id();
        reopen();

        Instant second = get(say(two, "b")).event().at();
        Instant stranger = get(say(session(), "c")).event().at();

        assertThat(second).isAfter(first);
        assertThat(stranger).isEqualTo(clock.instant().truncatedTo(MICROS));
    }

    @Test
    void noTwoEventsOfAPersonHaveOneTime() {
        UUID person = UUID.randomUUID();
        UUID one = get(open(bot, UUID.randomUUID(), person)).session().id();
        UUID two = get(open(bot, UUID.randomUUID(), person)).session().id();
        List<Future<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            appends.add(say(i % 3 == 0 ? one : two, "t" + i));
        }

        List<Instant> times =
                appends.stream().map(append -> get(append).event().at()).toList();

        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void eventsAppendedAsOneAreToldAsOne() {
        UUID id = session();
        get(say(id, "before"));
        List<Notification> notifications = new CopyOnWriteArrayList<>();
        listen(notifications::addAll);
        List<Draft> parts = List.of(answer("a", null, "m-1"), answer("b"), answer("c"));

        Appended appended = get(append(any(id), parts.toArray(Draft[]::new)));

        get(store.ready());
        assertThat(appended.events()).extracting(Event::seq).containsExactly(2L, 3L, 4L);
        assertThat(appended.duplicate()).isFalse();
        assertThat(log(id).subList(1, 4)).isEqualTo(appended.events());
        assertThat(notifications).containsExactly(new Notification.LogAppended(appended.session(), appended.events()));
    }

    @Test
    void eventsAppendedAsOneAreARepeatWhenTheFirstIs() {
        UUID id = session();
        List<Draft> parts = List.of(answer("a", null, "m-1"), answer("b"));
        Appended first = get(append(any(id), parts.toArray(Draft[]::new)));

        Appended again = get(append(any(id), answer("a", null, "m-1"), answer("b")));

        assertThat(again.duplicate()).isTrue();
        assertThat(again.event()).isEqualTo(first.event());
        assertThat(texts(log(id))).containsExactly("a", "b");
    }

    @Test
    void eventsAppendedAsOneAreRefusedAsOne() {
        UUID id = session();
        get(store.close(any(id), Author.PERSON));

        assertThat(refusal(append(any(id), text("a"), text("b")))).isEqualTo(Refusal.SESSION_CLOSED);
        assertThat(refusal(append(any(UUID.randomUUID()), text("a")))).isEqualTo(Refusal.UNKNOWN_SESSION);
        assertThat(log(id)).hasSize(1);
    }

    @Test
    void eventsAppendedAsOneAreHeldToWhatTheTargetMayWrite() {
        UUID id = session();
        Draft[] parts = {answer("a", null, "m-1"), answer("b")};
        Appended first = get(append(any(id).whileEngineAttends(), parts));
        get(store.takeOver(any(id), new Author(Author.Type.AGENT, "Ann")));
        Session taken = read(id);

        assertThat(refusal(append(any(id).whileEngineAttends(), answer("c"), answer("d"))))
                .isEqualTo(Refusal.TAKEN_OVER);

        assertThat(read(id)).isEqualTo(taken);
        assertThat(get(append(any(id).whileEngineAttends(), parts)).event()).isEqualTo(first.event());
    }

    @Test
    void partsThatWereWrittenBeforeAreLeftOut() {
        UUID id = session();
        get(append(any(id), answer("b", null, "m-2")));

        Appended rest = get(append(
                any(id),
                answer("a", null, "m-1"),
                answer("b", null, "m-2"),
                answer("c", null, "m-3"),
                answer("c", null, "m-3")));

        assertThat(rest.duplicate()).isFalse();
        assertThat(texts(rest.events())).containsExactly("a", "c");
        assertThat(texts(log(id))).containsExactly("b", "a", "c");
    }

    @Test
    void dataAmongTheEventsIsMergedOnceAndAllIsRefusedWhenItIsTooMuch() {
        UUID id = session();
        Draft data = Draft.of(
                Author.PERSON, new Body.DataMerged(new JsonObject().put("a", 1).put("b", 2), Set.of()), null, "d");
        Draft more = Draft.of(Author.PERSON, new Body.DataMerged(new JsonObject().put("c", "x"), Set.of("a")));
        int bytes = "{'b':2,'c':'x'}".length();

        assertThat(refusal(store.append(any(id), List.of(text("t"), data, more), bytes - 1)))
                .isEqualTo(Refusal.TOO_LONG);
        assertThat(log(id)).isEmpty();
        Appended appended = get(store.append(any(id), List.of(data, text("t"), more), bytes));
        assertThat(get(store.append(any(id), List.of(data, more), bytes)).duplicate())
                .isTrue();
        merge(id, new JsonObject().put("b", 3));
        get(store.append(any(id), List.of(text("u"), data), bytes));

        assertThat(appended.session().data())
                .isEqualTo(new JsonObject().put("b", 2).put("c", "x"));
        assertThat(appended.events()).hasSize(3);
        assertThat(read(id).data()).isEqualTo(new JsonObject().put("b", 3).put("c", "x"));
        reopen();
        assertThat(read(id).data()).isEqualTo(new JsonObject().put("b", 3).put("c", "x"));
    }

    @Test
    void aNoteComesBackAsItWasWithEveryBody() {
        UUID id = session();
        JsonObject note = new JsonObject().put("id", 1L << 52).put("deep", new JsonObject().put("x", "\u00e9"));
        List<Body> bodies = List.of(
                new Body.Text("plain"),
                new Body.Text("", List.of(new Button("Yes", "y")), null),
                new Body.File("https://x.example/a.pdf", "a.pdf", "application/pdf", 7L));

        for (Body body : bodies) {
            Draft draft = Draft.of(BOT, body).noted(note);
            assertThat(get(append(any(id), draft)).event().note()).isEqualTo(note);
        }

        reopen();
        assertThat(log(id)).extracting(Event::note).containsOnly(note);
        assertThat(log(id)).extracting(Event::body).isEqualTo(bodies);
        assertThat(get(say(id, "none")).event().note()).isNull();
    }

    @Test
    void onlyTheCulpritOfAGroupFails() {
        UUID id = session();
        List<Future<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            appends.add(i == 77 ? append(any(id), lab.indigestible()) : say(id, "t" + i));
        }

        refusal(appends.get(77));

        appends.remove(77);
        assertThat(appends.stream().map(append -> get(append).event().seq()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 199).boxed().toList());
        reopen();
        assertThat(texts(log(id)))
                .hasSize(199)
                .startsWith("t0")
                .endsWith("t199")
                .doesNotContain("t77");
    }

    private static int number(String text, String prefix) {
        return Integer.parseInt(text.substring(prefix.length()));
    }
}
