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
        if (body instanceof Body.Text text) {
            return quiet != null && text.text().startsWith(quiet) ? Answer.NONE : echo(text.text());
        }
        if (body instanceof Body.Image image) {
            return Answer.of(List.of(new Message(null, image.image(), null, List.of(), null, null)));
        }
        if (body instanceof Body.File file) {
            return Answer.of(List.of(new Message(null, null, file, List.of(), null, null)));
        }
        return Answer.NONE;
    }

    private Answer echo(String text) {
        return Answer.of(
                List.of(Message.text(prefix + text)),
                DataPatch.NONE,
                text.equals(endOn) ? NextStep.CLOSE : NextStep.GO_ON);
    }
}
