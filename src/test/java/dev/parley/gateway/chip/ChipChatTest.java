package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import dev.parley.conversation.Message;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Chats with engines of this server behind them: the queue, its places, and what survives. */
class ChipChatTest {
    private static final JsonObject ALONE = new JsonObject();

    @AutoClose
    private static final ChipServer chip = new ChipServer();

    @Test
    void anyEngineAnswersAndAMessageIsTheSameLiveAndInTheHistory() {
        ChipSocket visitor = chip.connect(chip.echo(ALONE));
        visitor.start(null);

        visitor.say("hello");
        JsonObject out = visitor.nextOut();

        assertThat(out.getString("text")).isEqualTo("echo: hello");
        assertThat(out.getString("origin")).isEqualTo("flow");
        assertThat(out.getLong("id")).isBetween(1L << 52, 1L << 53);
        List<JsonObject> history = ChipServer.history(visitor);
        assertThat(history.get(0).getJsonObject("msg_out")).isEqualTo(out);
        JsonObject in = history.get(1).getJsonObject("msg_in");
        assertThat(in.fieldNames()).containsExactly("id", "text", "time");
        assertThat(in.getString("text")).isEqualTo("hello");
        assertThat(in.getLong("id")).isBetween(1L << 52, out.getLong("id") - 1);
    }

    @Test
    void theHeadWaitsForItsConfirmationAndOutlivesTheServer() {
        String bot = chip.echo(ALONE);
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);
        visitor.say("1").say("2").say("3");
        JsonObject first = visitor.nextOut();
        visitor.silent(150);
        Waiting.until("all is answered", () -> chip.sessions(bot).get(0).lastSeq() == 7);

        chip.server.pause();
        assertThat(visitor.closeCode()).isEqualTo(1000);
        chip.server.resume();

        ChipSocket back = chip.connect(bot);
        assertThat(back.start(chatId)).isEqualTo(chatId);
        assertThat(back.nextOut()).isEqualTo(first);
        assertThat(back.ack(first.getLong("id")).nextOut().getString("text")).isEqualTo("echo: 2");
        back.close(1000);
        ChipSocket third = chip.connect(bot);
        third.start(chatId);
        JsonObject second = third.nextOut();
        assertThat(second.getString("text")).isEqualTo("echo: 2");
        JsonObject last = third.ack(second.getLong("id")).nextOut();
        assertThat(last.getString("text")).isEqualTo("echo: 3");
        third.ack(last.getLong("id")).silent(100);
        ChipSocket fourth = chip.connect(bot);
        fourth.start(chatId);
        fourth.silent(150);
    }

    @Test
    void everyTabIsShownTheHeadAndTheFirstConfirmationCounts() {
        String bot = chip.echo(ALONE);
        ChipSocket one = chip.connect(bot);
        String chatId = one.start(null);
        ChipSocket two = chip.connect(bot);
        two.start(chatId);

        one.say("a").say("b");
        JsonObject head = one.nextOut();
        assertThat(two.nextOut()).isEqualTo(head);
        one.ack(head.getLong("id"));
        two.ack(head.getLong("id"));

        JsonObject next = one.nextOut();
        assertThat(next.getString("text")).isEqualTo("echo: b");
        assertThat(two.nextOut()).isEqualTo(next);
        one.close(1001);
        two.ack(next.getLong("id"));
        two.say("c");
        assertThat(two.nextOut().getString("text")).isEqualTo("echo: c");
    }

    @Test
    void aChatGoesOnWithEveryBotOfItsOrganisation() {
        JsonObject acme = new JsonObject().put("org", "acme");
        String desk = chip.echo(acme);
        String shop = chip.bot(new JsonObject().put("type", "echo").put("prefix", "shop: "), acme);
        ChipSocket visitor = chip.connect(desk);
        String chatId = visitor.start(null);
        visitor.say("hello");
        visitor.ack(visitor.nextOut().getLong("id"));
        visitor.send(new JsonObject().put("type", "set_email").put("email", "ada@example.com"));
        assertThat(ChipServer.history(visitor)).hasSize(2);

        ChipSocket other = chip.connect(shop);
        other.send(new JsonObject().put("type", "start_chat").put("chat_id", chatId));

        assertThat(other.next())
                .isEqualTo(new JsonObject()
                        .put("type", "chat_resumed")
                        .put("chat_id", chatId)
                        .put("email", "ada@example.com"));
        other.say("a shoe");
        assertThat(other.nextOut().getString("text")).isEqualTo("shop: a shoe");
        visitor.silent(100);
        assertThat(ChipServer.history(visitor)).hasSize(4);
        assertThat(chip.sessions(shop)).hasSize(1);
        assertThat(chip.sessions(shop).get(0).person())
                .isEqualTo(chip.sessions(desk).get(0).person());
    }

    @Test
    void withoutAnOrganisationABotsVisitorsAreItsOwn() {
        String chatId = chip.connect(chip.echo(ALONE)).start(null);

        assertThat(chip.connect(chip.echo(ALONE)).start(chatId)).isNotEqualTo(chatId);
    }

    @Test
    void aDamagedIdIsAnsweredWithAFreshChat() {
        String bot = chip.echo(ALONE);
        for (String damaged :
                List.of("xyz", "65vbbDAQCdPdEWlEhDGy4ut", "65vbbDAQCdPdEWlEhDGy4utO1", "65vbb/AQCdPdEWlEhDGy4utO")) {
            ChipSocket visitor = chip.connect(bot);
            visitor.send(new JsonObject().put("type", "start_chat").put("chat_id", damaged));
            JsonObject answer = visitor.next();
            assertThat(answer.getString("type")).isEqualTo("chat_started");
            assertThat(answer.getString("chat_id")).matches("[a-zA-Z0-9]{24}");
        }
    }

    @Test
    void anOldIdWithItsAddressAndBlanksAroundItIsTheSameChat() {
        String bot = chip.echo(ALONE);
        String chatId = chip.connect(bot).start(null);

        assertThat(chip.connect(bot).start(" " + chatId + " ")).isEqualTo(chatId);
        assertThat(chip.connect(bot).start(chatId + ":ada@example.com")).isEqualTo(chatId);
    }

    @Test
    void behindAClosedSessionTheNextMessageOpensAnotherAndTheQueueSpansBoth() {
        String bot = chip.echo(ALONE);
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);
        visitor.say("bye");
        JsonObject bye = visitor.nextOut();
        Waiting.until("closed", () -> !chip.sessions(bot).get(0).open());

        visitor.say("me again");
        Waiting.until(
                "answered",
                () -> chip.sessions(bot).size() == 2
                        && chip.sessions(bot).get(1).lastSeq() == 3);

        ChipSocket later = chip.connect(bot);
        later.start(chatId);
        assertThat(later.nextOut()).isEqualTo(bye);
        assertThat(later.ack(bye.getLong("id")).nextOut().getString("text")).isEqualTo("echo: me again");
        assertThat(visitor.nextOut().getString("text")).isEqualTo("echo: me again");
        assertThat(ChipServer.history(later)).hasSize(4);
    }

    @Test
    void whatAHumanOfTheServerSaysComesAsChat() {
        String bot = chip.echo(ALONE);
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);
        Session session = chip.sessions(bot).get(0);
        SessionRef target = new SessionRef(session.id(), null, null);
        Conversations conversations = chip.server.parley().conversations();
        Waiting.on(conversations.takeOver(target, "Ann"));

        visitor.say("anybody?");
        Waiting.on(conversations.say(target, Conversations.agentAuthor("Ann"), Message.text("I am here")));

        JsonObject out = visitor.nextOut();
        assertThat(out.getString("text")).isEqualTo("I am here");
        assertThat(out.getString("origin")).isEqualTo("chat");
        assertThat(out.containsKey("user")).isFalse();
    }

    @Test
    void aHistoryOfVeryLongMessagesComesInShorterPagesAndIsComplete() {
        String bot = chip.bot(new JsonObject().put("type", "none"), ALONE);
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);
        SessionRef target = new SessionRef(chip.sessions(bot).get(0).id(), null, null);
        Conversations conversations = chip.server.parley().conversations();
        for (int i = 0; i < 30; i++) {
            Message text = Message.text(i + "x".repeat(90_000));
            Waiting.on(conversations.say(target, Conversations.agentAuthor("Ann"), text));
        }
        visitor.nextOut();

        List<String> found = new ArrayList<>();
        String before = "2100-01-01T00:00:00Z";
        int pages = 0;
        while (found.size() < 30) {
            List<JsonObject> page = ChipServer.history(visitor, before);
            assertThat(page).isNotEmpty();
            page.forEach(item ->
                    found.add(item.getJsonObject("msg_out").getString("text").replace("x", "")));
            before = page.get(page.size() - 1).getJsonObject("msg_out").getString("time");
            pages++;
        }

        assertThat(found)
                .isEqualTo(IntStream.range(0, 30).mapToObj(i -> "" + (29 - i)).toList());
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void buttonsAreLinesAndFilesAreAttachments() {
        String bot = chip.bot(new JsonObject().put("type", "none"), new JsonObject().put("quick_replies", true));
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);
        SessionRef target = new SessionRef(chip.sessions(bot).get(0).id(), null, null);
        Body.File file = new Body.File("https://x.example/a.pdf", "a.pdf", "application/pdf", null);
        List<Button> buttons = List.of(new Button("Red", "r"), new Button("Blue", "b"));

        Waiting.on(chip.server
                .parley()
                .conversations()
                .say(
                        target,
                        new Author(Author.Type.BOT, "Bot"),
                        new Message("Which?", null, file, buttons, null, null)));

        JsonObject asked = visitor.nextOut();
        assertThat(asked.getString("text")).isEqualTo("Which?\n1. Red\n2. Blue");
        assertThat(asked.getJsonArray("quick_replies"))
                .isEqualTo(new JsonArray().add("Red").add("Blue"));
        JsonObject attached = visitor.ack(asked.getLong("id")).nextOut();
        assertThat(attached.getString("text")).isEmpty();
        assertThat(attached.getJsonArray("attachments"))
                .isEqualTo(new JsonArray().add("application/pdf:https://x.example/a.pdf"));
    }

    @Test
    void anErasedVisitorIsUnknownAndItsSocketEnds() {
        String bot = chip.echo(ALONE);
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);
        visitor.say("forget me");
        visitor.nextOut();
        UUID person = chip.sessions(bot).get(0).person();

        Waiting.on(chip.server.parley().conversations().erasePerson(person));

        assertThat(visitor.closeCode()).isEqualTo(1000);
        ChipSocket back = chip.connect(bot);
        assertThat(back.start(chatId)).isNotEqualTo(chatId);
        assertThat(ChipServer.history(back)).isEmpty();
    }

    @Test
    void aRemovedBotsSocketsEnd() {
        String bot = chip.echo(ALONE);
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);

        chip.server.api("DELETE", "/api/bots/" + bot, "");

        assertThat(visitor.closeCode()).isEqualTo(1000);
    }

    @Test
    void theLogShowsWhoSaidWhat() {
        String bot = chip.echo(ALONE);
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);
        visitor.say("hello");
        visitor.nextOut();

        Session session = chip.sessions(bot).get(0);
        List<Event> log = Waiting.on(chip.server.parley().conversations().after(session.id(), 0, 10));

        assertThat(session.gateway()).isEqualTo("chip");
        assertThat(log)
                .extracting(event -> event.author().type())
                .containsExactly(Author.Type.BOT, Author.Type.PERSON, Author.Type.BOT);
    }
}
