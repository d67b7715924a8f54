package dev.parley.engine.script;

import dev.parley.conversation.Body;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.Engine;
import io.vertx.core.Future;
import java.util.List;

/**
 * Answers by a script, at once and without state of its own: what must be remembered stands in the session's data,
 * under keys that begin with a point and that no client can write.
 */
public final class ScriptEngine implements Engine {
    /**
     * True in the data of a session whose person unsubscribed, until the person writes again. Whoever speaks without
     * having been asked (REST, timers) keeps silent meanwhile.
     */
    public static final String DO_NOT_DISTURB = ".do_not_disturb";

    /** True in the data of a session that had its first turn: only that one greets. */
    static final String TALKED = ".talked";

    private final Script script;

    ScriptEngine(Script script) {
        this.script = script;
    }

    @Override
    public Future<Answer> deliver(Delivery delivery) {
        return Future.succeededFuture(answer(delivery));
    }

    private Answer answer(Delivery delivery) {
        Body body = delivery.event().body();
        if (body instanceof Body.Text text) {
            return turn(delivery, new Turn.Heard(Words.of(text.value() == null ? text.text() : text.value()), false));
        }
        if (body instanceof Body.Image) {
            return turn(delivery, new Turn.Heard(List.of(), true));
        }
        if (body instanceof Body.InvalidImage || body instanceof Body.File) {
            return turn(delivery, new Turn.Heard(List.of(), false));
        }
        return Answer.NONE;
    }

    private Answer turn(Delivery delivery, Turn.Heard heard) {
        return new Turn(script, delivery.session().data(), heard).answer();
    }
}
