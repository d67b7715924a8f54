package dev.parley.gateway.chatio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionMarks;
import dev.parley.conversation.SessionOrigin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What clients are told of a log, tried without a server. */
class ThreadPublisherTest {
    private static final Customer ADA = new Customer(UUID.randomUUID(), "ada", UUID.randomUUID(), 123456);
    private static final Author BOT = new Author(Author.Type.BOT, "Front desk");
    private static final Author ANN = new Author(Author.Type.AGENT, "Ann");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Session THREAD = new Session(
            new SessionOrigin(UUID.randomUUID(), ADA.bot(), Customer.GATEWAY, ADA.person(), NOW, false),
            new JsonObject(),
            true,
            Assignee.ENGINE,
            SessionMarks.NONE,
            null);

    private final ThreadPublisher publisher =
            new ThreadPublisher(new Rendering(new EventJson("")), ADA, "the-chat", InstantSource.fixed(NOW));

    /** What was told, by the action alone; what only others than the caller are told has a star. */
    private final List<String> told = new ArrayList<>();

    private final List<JsonObject> payloads = new ArrayList<>();
    private PublisherState state = PublisherState.found(ThreadState.EMPTY);
    private @Nullable Awaited call;
    private @Nullable Written answer;
    private long seq;

    private Event event(Author author, Body body) {
        return event(author, body, null);
    }

    private Event event(Author author, Body body, @Nullable JsonObject note) {
        seq++;
        return new Event(UUID.randomUUID(), seq, NOW, author, body, null, null, note);
    }

    private Event text(Author author, String text) {
        return event(author, new Body.Text(text));
    }

    private View view() {
        return new View(ADA, "the-chat", "Front desk", Profile.EMPTY, state.log());
    }

    private void next(Event... events) {
        for (Event event : events) {
            publish(publisher.next(state, view(), THREAD, event, call));
        }
    }

    private void open(Event... events) {
        state = PublisherState.NEW;
        publish(publisher.opened(state, view(), THREAD, List.of(events), call));
    }

    private void caughtUp() {
        publish(publisher.caughtUp(state));
    }

    private void publish(Publication publication) {
        state = publication.state();
        publication.told().forEach(one -> {
            told.add(one.push().action() + (one.own() ? "*" : ""));
            payloads.add(one.push().payload());
        });
        call = publication.awaited();
        if (publication.answer() != null) {
            assertThat(answer).as("answered once").isNull();
            answer = publication.answer();
        }
    }

    private JsonObject last() {
        return payloads.get(payloads.size() - 1);
    }

    private static Awaited words(JsonObject properties, Event... events) {
        Set<UUID> ids = Arrays.stream(events).map(Event::id).collect(Collectors.toSet());
        return Awaited.words(ids, properties);
    }

    private static Awaited words(Event... events) {
        return words(new JsonObject(), events);
    }

    @Test
    void whatIsSaidIsToldToAllAndNumberedByWhatIsShown() {
        next(event(BOT, new Body.Joined()), text(BOT, "hello"), event(BOT, new Body.Withheld("psst")));
        next(text(Author.PERSON, "hi"));

        assertThat(told).containsExactly("incoming_event", "incoming_event");
        assertThat(last())
                .isEqualTo(new JsonObject()
                        .put("chat_id", "the-chat")
                        .put("thread_id", THREAD.id().toString())
                        .put("event", last().getJsonObject("event")));
        assertThat(last().getJsonObject("event").getString("text")).isEqualTo("hi");
        assertThat(last().getJsonObject("event").getLong("order")).isEqualTo(2);
        assertThat(state.log().seq()).isEqualTo(4);
    }

    @Test
    void whoSaidItIsAnsweredAndTheOthersAreTold() {
        Event said = text(Author.PERSON, "hi");
        call = words(said);

        next(said);

        assertThat(told).containsExactly("incoming_event*");
        assertThat(answer.events()).containsExactly(last().getJsonObject("event"));
        assertThat(answer.push().payload()).isEqualTo(last());
        assertThat(answer.thread()).isEqualTo(THREAD);
    }

    @Test
    void severalWordsAreAnsweredWithTheLastWhateverOthersSayBetween() {
        Event one = text(Author.PERSON, "one");
        Event between = text(BOT, "between");
        Event two = text(Author.PERSON, "two");
        call = words(one, two);

        next(one, between);
        assertThat(told).containsExactly("incoming_event*", "incoming_event");
        assertThat(answer).isNull();
        next(two);

        assertThat(told).endsWith("incoming_event*");
        assertThat(answer.events()).extracting(event -> event.getString("text")).containsExactly("one", "two");
        assertThat(answer.chat().getJsonObject("thread").getJsonArray("events")).hasSize(2);
    }

    @Test
    void aThreadBeginsWithTheCallsWordsAndItsProperties() {
        Event joined = event(BOT, new Body.Joined());
        Event said = text(Author.PERSON, "hi");
        JsonObject properties = Properties.flat(new JsonObject("{\"a\":{\"b\":1}}"));
        call = words(properties, said);

        open(joined, said);

        assertThat(told).containsExactly("incoming_chat_thread*");
        JsonObject thread = answer.chat().getJsonObject("thread");
        assertThat(thread.getJsonArray("events")).hasSize(1);
        assertThat(thread.getJsonObject("properties")).isEqualTo(Properties.shown(properties));
        assertThat(state.announced()).isTrue();
    }

    @Test
    void aThreadThatOthersBeganIsToldToTheCallerTooAndItsWordsComeLater() {
        Event others = text(Author.PERSON, "first");
        Event own = text(Author.PERSON, "second");
        call = words(Properties.flat(new JsonObject("{\"a\":{\"b\":1}}")), own);

        open(others);
        assertThat(told).containsExactly("incoming_chat_thread");
        assertThat(last().getJsonObject("chat").getJsonObject("thread").getJsonObject("properties"))
                .isEmpty();
        next(own);

        assertThat(told).containsExactly("incoming_chat_thread", "incoming_event*");
        assertThat(answer).isNotNull();
    }

    @Test
    void aThreadThatIsOpenedWithoutAWordAnswersWhoOpenedIt() {
        call = words().opening(UUID.randomUUID());
        open();
        assertThat(told).containsExactly("incoming_chat_thread");
        assertThat(answer).isNull();

        call = words().opening(THREAD.id());
        open();

        assertThat(told).endsWith("incoming_chat_thread*");
        assertThat(answer.events()).isEmpty();
    }

    @Test
    void howAThreadBeginsIsWhoEntersAndWhatTheCustomerSays() {
        List<Event> log = List.of(
                event(BOT, new Body.Joined()),
                text(Author.PERSON, "hi"),
                event(Author.PERSON, new Body.DataMerged(new JsonObject(), Set.of())),
                text(BOT, "hello"),
                text(Author.PERSON, "how are you"));

        assertThat(ThreadPublisher.beginning(log)).isEqualTo(3);
        assertThat(ThreadPublisher.beginning(List.of(event(Author.PERSON, new Body.Closed()))))
                .isZero();
    }

    @Test
    void whoTypesIsToldBehindWhatWasSaidAndTakenBackBeforeTheMessage() {
        state = state.typing(BOT, true);
        next(text(Author.PERSON, "still mine"));
        assertThat(told).containsExactly("incoming_event");
        caughtUp();
        caughtUp();
        assertThat(told).containsExactly("incoming_event", "incoming_typing_indicator");
        assertThat(last().getJsonObject("typing_indicator"))
                .isEqualTo(new JsonObject()
                        .put("author_id", Ids.botUser(ADA.bot()))
                        .put("timestamp", NOW.getEpochSecond())
                        .put("is_typing", true));

        next(text(BOT, "done"));
        caughtUp();

        assertThat(told.subList(2, told.size())).containsExactly("incoming_typing_indicator", "incoming_event");
        assertThat(payloads.get(2).getJsonObject("typing_indicator").getBoolean("is_typing"))
                .isFalse();
    }

    @Test
    void typingThatEndsBeforeItWasToldIsNotTold() {
        state = state.typing(BOT, true);
        state = state.typing(BOT, false);

        caughtUp();

        assertThat(told).isEmpty();
    }

    @Test
    void aHumanComesOnceAndGoes() {
        next(event(ANN, new Body.Joined()), text(ANN, "I am here"), event(ANN, new Body.Left()));

        assertThat(told).containsExactly("chat_users_updated", "incoming_event", "chat_users_updated");
        assertThat(payloads.get(0).getJsonObject("updated_users").getJsonArray("added"))
                .containsExactly(Rendering.human(ADA.bot(), "Ann", true));
        assertThat(last().getJsonObject("updated_users"))
                .isEqualTo(new JsonObject()
                        .put("added", new JsonArray())
                        .put("removed_ids", new JsonArray().add(Ids.agent(ADA.bot(), "Ann"))));
        assertThat(state.log().agents()).containsExactly("Ann");
        assertThat(state.log().present()).isEmpty();
    }

    @Test
    void whoEndsTheThreadIsAnsweredAndTypingEndsWithIt() {
        state = state.typing(BOT, true);
        caughtUp();
        call = Awaited.END;

        next(event(Author.PERSON, new Body.Closed()));

        assertThat(told).containsExactly("incoming_typing_indicator", "incoming_typing_indicator", "thread_closed*");
        assertThat(last().getString("user_id")).isEqualTo("ada");
        assertThat(answer.push().payload()).isEqualTo(last());
        assertThat(state.log().ended()).isTrue();
    }

    @Test
    void aBotThatEndsTheThreadIsNoUserAndAnswersNobody() {
        call = Awaited.END;

        next(event(BOT, new Body.Closed()));

        assertThat(told).containsExactly("thread_closed");
        assertThat(last().containsKey("user_id")).isFalse();
        assertThat(answer).isNull();
    }

    @Test
    void dataIsShownWhereItIsAnEventOfTheirsAndAPressIsToldAsOne() {
        Body data = new Body.DataMerged(new JsonObject(), Set.of());
        JsonObject pressed = new JsonObject().put("event_id", "e").put("postback", new JsonObject().put("id", "yes"));
        Event press = event(Author.PERSON, data, new JsonObject().put(Rendering.POSTBACK, pressed));
        call = words(press);

        next(event(Author.PERSON, data));
        assertThat(told).isEmpty();
        next(event(Author.PERSON, data, new JsonObject().put(Rendering.TYPE, "custom")), press);

        assertThat(told).containsExactly("incoming_event", "incoming_rich_message_postback*");
        assertThat(last().getString("user_id")).isEqualTo("ada");
        assertThat(answer.events()).containsExactly(pressed);
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstTimeWithItsOrder() {
        Event said = text(Author.PERSON, "hi");

        Written repeated = publisher.repeated(view(), THREAD, said, 7);

        assertThat(repeated.events().get(0).getLong("order")).isEqualTo(7);
        assertThat(repeated.push().action()).isEqualTo("incoming_event");
        assertThat(publisher.nothingNew(view(), THREAD).events()).isEmpty();
    }
}
