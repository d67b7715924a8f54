package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Courier behind a bot: both ways, both forms of ids, and what is told again. */
class CourierTest {
    private static final JsonObject ALONE = new JsonObject();
    private static final String UUID = "0191e180-7d60-7000-aded-7d8b151cbd5b";

    @AutoClose
    private static final ChipServer chip = new ChipServer();

    private static JsonObject message(Object id, String text) {
        return new JsonObject().put("id", id).put("text", text).put("origin", "flow");
    }

    private static JsonObject status(String key, Object id) {
        return new JsonObject()
                .put("type", "msg_status")
                .put("status", new JsonObject().put(key, id).put("status", "delivered"));
    }

    @Test
    void whatComesWithAUuidIsShownWithANumberAndConfirmedWithTheUuid() {
        String bot = chip.courier(ALONE);
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);
        JsonObject message =
                new JsonObject().put("uuid", UUID).put("text", "hi").put("origin", "flow");

        assertThat(chip.send(bot, chatId, message).statusCode()).isEqualTo(200);
        JsonObject out = visitor.nextOut();
        assertThat(out.getLong("id")).isBetween(1L << 52, 1L << 53);
        visitor.ack(out.getLong("id"));

        CourierStandIn.Channel courier = chip.courier.channel(bot);
        Waiting.until("Courier is told", () -> courier.events().size() == 2);
        assertThat(courier.events().get(1)).isEqualTo(status("msg_uuid", UUID));
        chip.send(bot, chatId, message(7, "next"));
        assertThat(visitor.nextOut().getLong("id")).isEqualTo(7);
    }

    @Test
    void aUuidMayBeConfirmedAsItIs() {
        String bot = chip.courier(ALONE);
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);
        chip.send(bot, chatId, new JsonObject().put("uuid", UUID).put("text", "hi"));
        chip.send(bot, chatId, message(8, "next"));
        visitor.nextOut();

        visitor.ack(UUID);

        assertThat(visitor.nextOut().getLong("id")).isEqualTo(8);
    }

    @Test
    void theSameMessageSentAgainIsStoredOnce() {
        String bot = chip.courier(ALONE);
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = chip.send(bot, chatId, message(9, "once"));
            assertThat(answer.body()).isEqualTo("{\"status\":\"queued\"}");
        }

        visitor.ack(visitor.nextOut().getLong("id")).silent(100);
        assertThat(ChipServer.history(visitor)).hasSize(1);
    }

    @Test
    void ofTwoTabsThatConfirmAtOnceCourierHearsOnce() {
        String bot = chip.courier(ALONE);
        ChipSocket one = chip.connect(bot);
        String chatId = one.start(null);
        ChipSocket two = chip.connect(bot);
        two.start(chatId);
        CourierStandIn.Channel courier = chip.courier.channel(bot);
        courier.delay(200);
        chip.send(bot, chatId, message(11, "a"));
        chip.send(bot, chatId, message(12, "b"));

        one.nextOut();
        two.nextOut();
        one.ack(11);
        two.ack(11);
        assertThat(one.nextOut().getLong("id")).isEqualTo(12);
        assertThat(two.nextOut().getLong("id")).isEqualTo(12);
        one.ack(12);
        one.silent(300);
        two.ack(12).silent(300);

        assertThat(courier.events())
                .filteredOn(event -> event.getString("type").equals("msg_status"))
                .containsExactly(status("msg_id", 11), status("msg_id", 12));
    }

    @Test
    void aMessageCourierDidNotTakeIsToldAgain() {
        String bot = chip.courier(ALONE);
        ChipSocket visitor = chip.connect(bot);
        visitor.start(null);
        CourierStandIn.Channel courier = chip.courier.channel(bot);
        courier.answer(503);

        visitor.say("important");
        Waiting.until("Courier refused", () -> courier.events().size() == 2);
        courier.answer(200);

        Waiting.until("Courier is asked again", () -> courier.events().size() == 3);
        assertThat(courier.events().get(2)).isEqualTo(courier.events().get(1));
    }

    @Test
    void aChatCourierDidNotTakeIsNotKept() {
        String bot = chip.courier(ALONE);
        CourierStandIn.Channel courier = chip.courier.channel(bot);
        courier.answer(500);
        ChipSocket visitor = chip.connect(bot);

        visitor.send(new JsonObject().put("type", "start_chat")).silent(300);

        Waiting.until(
                "Courier refused and the chat is gone",
                () -> !courier.calls().isEmpty() && chip.sessions(bot).isEmpty());
        String refused = courier.calls().get(0).body().getString("chat_id");
        courier.answer(200);
        assertThat(visitor.start(refused)).isNotEqualTo(refused);
    }

    @Test
    void textAttachmentsAndRepliesAreOneMessageToTheClientAndEventsInTheLog() {
        String bot = chip.courier(new JsonObject()
                .put("storage_url", "https://media.example/")
                .put(
                        "users",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", 5)
                                        .put("email", "b@x.example")
                                        .put("name", "Bob")
                                        .put("avatar", "/b.webp"))));
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);
        JsonArray attachments = new JsonArray();
        for (int i = 0; i < 150; i++) {
            attachments.add("image/png:https://x.example/" + i + ".png");
        }
        JsonObject message = message(13, "look")
                .put("attachments", attachments)
                .put("user_id", 5)
                .put("origin", "ticket")
                .put("quick_replies", new JsonArray().add("Yes").add(new JsonObject().put("text", "No")));

        chip.send(bot, chatId, message);

        JsonObject out = visitor.nextOut();
        assertThat(out.getJsonArray("attachments")).isEqualTo(attachments);
        assertThat(out.getString("text")).isEqualTo("look");
        assertThat(out.getString("origin")).isEqualTo("ticket");
        assertThat(out.getJsonObject("user").getString("avatar")).isEqualTo("https://media.example/b.webp");
        assertThat(out.containsKey("quick_replies")).isFalse();
        assertThat(ChipServer.history(visitor)).containsExactly(new JsonObject().put("msg_out", out));
        ChipSocket later = chip.connect(bot);
        later.start(chatId);
        assertThat(later.nextOut()).isEqualTo(out);
        visitor.ack(13).silent(100);
        List<Event> log = Waiting.on(chip.server
                .parley()
                .conversations()
                .after(chip.sessions(bot).get(0).id(), 0, 200));
        assertThat(log).hasSize(151);
        assertThat(log.get(0).author()).isEqualTo(new Author(Author.Type.AGENT, "Bob"));
        assertThat(((Body.Text) log.get(0).body()).buttons()).hasSize(2);
        assertThat(log.get(1).body()).isEqualTo(new Body.File("https://x.example/0.png", null, "image/png", null));
    }

    @Test
    void whereNoUsersAreListedAnyMayWriteAndNoneIsShown() {
        String bot = chip.courier(ALONE);
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);

        chip.send(bot, chatId, message(14, "hi").put("user_id", 77));

        assertThat(visitor.nextOut().fieldNames()).containsExactly("id", "text", "origin", "time");
        String listed = chip.courier(new JsonObject().put("users", new JsonArray()));
        String other = chip.connect(listed).start(null);
        assertThat(chip.send(listed, other, message(15, "hi").put("user_id", 77))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void withoutASecretNobodySends() {
        String bot = chip.echo(ALONE);
        String chatId = chip.connect(bot).start(null);
        for (String secret : List.of("\"secret\":\"\",", "\"secret\":null,", "", "\"secret\":\"sesame\",")) {
            HttpResponse<String> answer = chip.server.api(
                    "POST", "/wc/send/" + bot, "{" + secret + "\"chat_id\":\"" + chatId + "\",\"msg\":{}}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"error\":\"channel secret incorrect\"}");
        }
        assertThat(chip.server
                        .api(
                                "POST",
                                "/api/bots",
                                "{\"bot\":{\"manifest\":{\"engine\":{\"type\":\"echo\"},"
                                        + "\"channels\":[{\"type\":\"chip\",\"secret\":\"\"}]}}}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aCourierWithoutSecretOrBesideOtherChannelsIsRefused() {
        String[] refused = {
            "{\"engine\":{\"type\":\"courier\"}}",
            "{\"channels\":[{\"type\":\"chip\",\"courier_url\":\"http://c.example\"}]}",
            "{\"engine\":{\"type\":\"courier\"},\"channels\":[{\"type\":\"chip\",\"secret\":\"s\"}]}",
            "{\"channels\":[{\"type\":\"chip\",\"secret\":\"s\",\"courier_url\":\"ftp://c.example\"}]}",
            "{\"channels\":[{\"type\":\"chip\",\"secret\":\"s\",\"courier_url\":\"http://c.example\"},"
                    + "{\"type\":\"websocket\",\"access_token\":\"t\"}]}"
        };
        for (String manifest : refused) {
            HttpResponse<String> answer =
                    chip.server.api("POST", "/api/bots", "{\"bot\":{\"manifest\":" + manifest + "}}");
            assertThat(answer.statusCode()).as(manifest + answer.body()).isEqualTo(422);
        }
    }

    @Test
    void aBodyMayHaveOneMebibyte() {
        String bot = chip.courier(ALONE);
        String chatId = chip.connect(bot).start(null);
        String head =
                "{\"chat_id\":\"" + chatId + "\",\"secret\":\"sesame\",\"msg\":{\"id\":16,\"text\":\"x\"},\"pad\":\"";
        String end = "\"}";
        int room = (1 << 20) - head.length() - end.length();

        assertThat(chip.server
                        .api("POST", "/wc/send/" + bot + "/", head + "p".repeat(room) + end)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> over = chip.server.api("POST", "/wc/send/" + bot + "/", head + "p".repeat(room + 1) + end);
        assertThat(over.statusCode()).isEqualTo(400);
        assertThat(over.body()).contains("error reading request");
    }

    @Test
    void fieldsOfAnotherTypeAreRefused() {
        String bot = chip.courier(ALONE);
        String chatId = chip.connect(bot).start(null);
        String[] messages = {
            "{\"id\":\"1\"}", "{\"id\":1.5}", "{\"text\":5}", "{\"attachments\":\"a\"}", "{\"attachments\":[1]}",
            "{\"user_id\":\"5\"}", "{\"origin\":{}}", "[]", "7", "{\"quick_replies\":\"Yes\"}"
        };
        for (String message : messages) {
            HttpResponse<String> answer = chip.server.api(
                    "POST",
                    "/wc/send/" + bot,
                    "{\"secret\":\"sesame\",\"chat_id\":\"" + chatId + "\",\"msg\":" + message + "}");
            assertThat(answer.statusCode()).as(message).isEqualTo(400);
            assertThat(answer.body()).contains("error reading request");
        }
        assertThat(chip.sessions(bot).get(0).lastSeq()).isZero();
    }

    @Test
    void anEmptyMessageIsQueuedToo() {
        String bot = chip.courier(ALONE);
        ChipSocket visitor = chip.connect(bot);
        String chatId = visitor.start(null);

        assertThat(chip.send(bot, chatId, new JsonObject()).statusCode()).isEqualTo(200);

        JsonObject out = visitor.nextOut();
        assertThat(out.getString("text")).isEmpty();
        assertThat(out.getString("origin")).isEmpty();
        assertThat(out.getLong("id")).isGreaterThanOrEqualTo(1L << 52);
        visitor.ack(out.getLong("id")).silent(150);
        assertThat(chip.courier.channel(bot).events()).hasSize(1);
    }
}
