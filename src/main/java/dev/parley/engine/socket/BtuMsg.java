package dev.parley.engine.socket;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Message;
import dev.parley.conversation.MessageJson;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code btu_msg} from the bot's side: says something in a session; answered once it is stored. One that names what it
 * answers, or names nothing while something waits for an answer, delivers that; a repeat does so too. What comes while
 * a human has the session is refused, {@code taken_over}.
 */
final class BtuMsg implements PushHandler<JoinedBackend> {
    @Override
    public Future<Payload> handle(Payload payload, JoinedBackend backend) {
        JsonObject object = PushFields.object(payload);
        UUID session = PushFields.session(object).id();
        Message message = MessageJson.read(object);
        BackendMessage.PersonEvent waiting = answered(backend.acknowledgements().waiting(session), message.cause());
        return backend.conversations()
                .say(backend.target(session).whileEngineAttends(), Conversations.botAuthor(backend.bot()), message)
                .map(said -> {
                    if (waiting != null) {
                        backend.acknowledgements().delivered(waiting);
                    }
                    return Payload.of(new JsonObject()
                            .put("id", said.event().id().toString())
                            .put("seq", said.event().seq()));
                });
    }

    private static BackendMessage.@Nullable PersonEvent answered(
            BackendMessage.@Nullable PersonEvent waiting, @Nullable Long cause) {
        return waiting != null && (cause == null || cause == waiting.event().seq()) ? waiting : null;
    }
}
