package dev.parley.engine.script;

import dev.parley.conversation.Body;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.Engine;
import dev.parley.engine.Operator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Answers by a script, at once and without state of its own: what must be remembered stands in the session's data,
 * under keys that begin with a point and that no client can write. Only where a human is called does the answer wait,
 * until the operator knows or cannot be reached.
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
    private final Optional<Operator> operator;

    /** @param operator who is told when a human is wanted */
    ScriptEngine(Script script, Optional<Operator> operator) {
        this.script = script;
        this.operator = operator;
    }

    @Override
    public Future<Answer> deliver(Delivery delivery) {
        Body body = delivery.event().body();
        if (body instanceof Body.Text text) {
            return turn(delivery, Tokenizer.of(text.value() == null ? text.text() : text.value()), false);
        }
        if (body instanceof Body.Image) {
            return turn(delivery, List.of(), true);
        }
        if (body instanceof Body.InvalidImage || body instanceof Body.File) {
            return turn(delivery, List.of(), false);
        }
        return Future.succeededFuture(Answer.NONE);
    }

    private Future<Answer> turn(Delivery delivery, List<String> words, boolean image) {
        ScriptRun.Heard heard =
                new ScriptRun.Heard(words, image, delivery.event().at());
        ScriptRun turn = new ScriptRun(script, delivery.session().data(), heard);
        Answer answer = turn.answer();
        return turn.calledHuman() ? callHuman(delivery, answer) : Future.succeededFuture(answer);
    }

    /** The answer, once the operator knows; that this fails is told in the bot's error log and silences nobody. */
    private Future<Answer> callHuman(Delivery delivery, Answer answer) {
        JsonObject data = new JsonObject()
                .put("message", delivery.event().body() instanceof Body.Text text ? text.text() : "")
                .put("bot_id", delivery.session().bot().toString())
                .put("session_id", delivery.session().id().toString())
                .put("name", delivery.session().data().getValue("first_name"));
        return operator.map(system -> system.notify("human_override", data))
                .orElseGet(Future::succeededFuture)
                .map(answer)
                .recover(failure -> Future.succeededFuture(
                        answer.withError("The operator was not told that a human is wanted: " + failure.getMessage())));
    }
}
