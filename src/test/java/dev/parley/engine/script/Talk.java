package dev.parley.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Body;
import dev.parley.conversation.Message;
import dev.parley.conversation.NextStep;
import dev.parley.delivery.Heard;
import dev.parley.engine.Answer;
import dev.parley.engine.Engine;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** A conversation with a script bot: remembers the session's data from turn to turn, as the store does. */
final class Talk {
    private final Engine engine;
    private JsonObject data;

    Talk(JsonObject manifest, JsonObject data) {
        ScriptProvider provider = new ScriptProvider();
        assertThat(provider.check(manifest)).isEmpty();
        this.engine = provider.create(null, Heard.bot(manifest));
        this.data = data;
    }

    Talk(JsonObject manifest) {
        this(manifest, new JsonObject());
    }

    /** The texts of the answer. */
    List<String> say(String text) {
        return texts(hear(new Body.Text(text)));
    }

    List<String> showImage() {
        return texts(hear(new Body.Image(UUID.randomUUID(), "image/png")));
    }

    Answer hear(Body body) {
        JsonObject before = data.copy();
        Answer answer = engine.deliver(Heard.delivery(data, body)).result();
        assertThat(data).as("the session's data is only read").isEqualTo(before);
        assertThat(answer.then()).isEqualTo(NextStep.GO_ON);
        data = data.copy().mergeIn(answer.data().set());
        answer.data().remove().forEach(data::remove);
        return answer;
    }

    /** The session's data, but for the mark that every turn leaves. */
    JsonObject data() {
        JsonObject shown = data.copy();
        shown.remove(ScriptRun.TALKED);
        return shown;
    }

    static List<String> texts(Answer answer) {
        return answer.messages().stream().map(Message::text).toList();
    }
}
