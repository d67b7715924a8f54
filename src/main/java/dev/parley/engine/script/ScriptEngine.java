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
 * under keys that begin with a point and that no client can write.
 *
 * <pre>
 *   manifest --{@link ScriptReader}--> {@link Script}, shared by all sessions
 *                                 |
 *   event --> {@link Utterance} --> {@link ScriptRun} --> answer: what is said, what is remembered, whose skill it was
 *                                 |
 *                           a human is called --> {@link Operator} is told first
 * </pre>
 *
 * <p>Only where a human is called does the answer wait, until the operator knows or cannot be reached.
 */
final class ScriptEngine implements Engine {
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
        return switch (body.kind()) {
            case TEXT -> answer(delivery, Tokenizer.of(typed((Body.Text) body)), false);
            case IMAGE -> answer(delivery, List.of(), true);
            case INVALID_IMAGE, FILE -> answer(delivery, List.of(), false);
            case WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                Future.succeededFuture(Answer.NONE);
        };
    }

    private static String typed(Body.Text text) {
        return text.value() == null ? text.text() : text.value();
    }

    private Future<Answer> answer(Delivery delivery, List<String> words, boolean image) {
        Utterance utterance = new Utterance(words, image, delivery.event().at());
        ScriptRun run = new ScriptRun(script, delivery.session().data(), utterance);
        Answer answer = run.answer();
        return run.calledHuman() ? callHuman(delivery, answer) : Future.succeededFuture(answer);
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
