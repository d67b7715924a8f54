package dev.parley.engine.socket;

import dev.parley.conversation.Author;
import dev.parley.conversation.Conversations;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** {@code typing} from the bot's side: the bot began or stopped typing. */
final class BotTyping implements PushHandler<JoinedBackend> {
    @Override
    public Future<Payload> handle(Payload payload, JoinedBackend backend) {
        JsonObject object = PushFields.object(payload);
        UUID session = PushFields.session(object).id();
        boolean on = PushFields.bool(object, "on");
        Author author = Conversations.botAuthor(backend.bot());
        // A session of another bot must hear nothing of this one.
        return backend.open(session)
                .compose(opened -> backend.conversations().typing(opened, author, on))
                .map(Payload.EMPTY);
    }
}
