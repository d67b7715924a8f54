package dev.parley.engine.socket;

import dev.parley.conversation.Author;
import dev.parley.conversation.Conversations;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** {@code put_data} from the bot's side: merges session data, top level only. */
final class BotData implements PushHandler<JoinedBackend> {
    @Override
    public Future<Payload> handle(Payload payload, JoinedBackend backend) {
        JsonObject object = PushFields.object(payload);
        UUID session = PushFields.session(object).id();
        JsonObject data = PushFields.data(PushFields.object(object, "data"));
        Author author = Conversations.botAuthor(backend.bot());
        Future<?> merged = data.isEmpty()
                ? backend.open(session)
                : backend.conversations().merge(backend.target(session), author, data);
        return merged.map(Payload.EMPTY);
    }
}
