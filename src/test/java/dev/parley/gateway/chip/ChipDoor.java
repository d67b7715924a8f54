package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.onelog.Door;
import dev.parley.onelog.Visitor;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The web chat: a visitor is known by a chat id, and everything they have been told is confirmed before the next. */
public final class ChipDoor implements Door {
    @Override
    public String gateway() {
        return "chip";
    }

    @Override
    public JsonObject entry() {
        return new JsonObject().put("type", "chip");
    }

    @Override
    public @Nullable String visitorName() {
        return null;
    }

    @Override
    public Visitor enter(TestServer server, String bot) {
        ChipSocket socket = connect(server, bot);
        return new Widget(socket, socket.start(null));
    }

    @Override
    public String intrude(TestServer server, String bot, String key) {
        ChipSocket socket = connect(server, bot);
        // Who names no chat of this gateway gets one of their own.
        assertThat(socket.start(key)).isNotEqualTo(key);
        socket.say("let me in");
        JsonObject answer = socket.nextOut();
        assertThat(answer.getString("text")).isEqualTo("echo: let me in");
        String shown = answer.encode() + ChipServer.history(socket);
        socket.close(1000);
        return shown;
    }

    private static ChipSocket connect(TestServer server, String bot) {
        return ChipSocket.connect(ChipSocket.client(server.vertx()), server.port(), "/wc/connect/" + bot + "/");
    }

    @Override
    public String toString() {
        return gateway();
    }

    private record Widget(ChipSocket socket, String key) implements Visitor {
        @Override
        public void say(String text) {
            socket.say(text);
        }

        @Override
        public String hear() {
            JsonObject message = socket.nextOut();
            socket.ack(message.getValue("id"));
            return message.getString("text");
        }

        @Override
        public void close() {
            socket.close(1000);
        }
    }
}
