package dev.parley.gateway.phoenix;

import dev.parley.bot.UuidText;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.gateway.PushRefused;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * {@code utb_img}: an uploaded image of this session. One that is unknown or another's is refused, and the engine is
 * told all the same so that flows that ask again keep working (AIDA spec 2.2).
 */
final class UtbImg implements PushHandler<BotClient> {
    @Override
    public Future<Payload> handle(Payload payload, BotClient client) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        if (!(object.getValue("image") instanceof String image)) {
            throw PushRefused.because("invalid_image");
        }
        UUID id = UuidText.parse(image).orElseThrow(() -> PushRefused.because("invalid_image"));
        Draft draft = Draft.of(Author.PERSON, new Body.InvalidImage(image), null, PushFields.clientId(object));
        return client.writeInTurn(
                name,
                draft,
                () -> client.context()
                        .conversations()
                        .appendImage(client.quota(), client.target(name.id()), id, image, draft)
                        .map(appended -> {
                            if (appended.event().body() instanceof Body.InvalidImage) {
                                throw PushRefused.because("invalid_image");
                            }
                            return appended;
                        }));
    }
}
