package dev.parley.engine.echo;

import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Message;
import dev.parley.conversation.NextStep;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.Engine;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says back what it hears: texts behind a prefix, images and files as they are. Stateless, answers at once.
 *
 * @param quiet a text that begins so is not answered; null answers all
 * @param endOn this very text is answered and then ends the conversation; null never ends it
 */
record EchoEngine(
        String prefix,
        boolean showsTyping,
        @Nullable String quiet,
        @Nullable String endOn) implements Engine {
    @Override
    public Future<Answer> deliver(Delivery delivery) {
        return Future.succeededFuture(answer(delivery.event().body()));
    }

    private Answer answer(Body body) {
        return switch (body.kind()) {
            case TEXT -> answer(((Body.Text) body).text());
            case IMAGE -> said(new Message(null, ((Body.Image) body).image(), null, List.of(), null, null));
            case FILE -> said(new Message(null, null, (Body.File) body, List.of(), null, null));
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                Answer.NONE;
        };
    }

    private static Answer said(Message message) {
        return Answer.of(List.of(message));
    }

    private Answer answer(String text) {
        return quiet != null && text.startsWith(quiet) ? Answer.NONE : echo(text);
    }

    private Answer echo(String text) {
        return Answer.of(
                List.of(Message.text(prefix + text)),
                DataPatch.NONE,
                text.equals(endOn) ? NextStep.CLOSE : NextStep.GO_ON);
    }
}
