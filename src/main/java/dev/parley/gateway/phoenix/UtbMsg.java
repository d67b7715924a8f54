package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.gateway.PushRefused;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code utb_msg}: a text of the person, trimmed; answered once it is stored (AIDA spec 2.2). */
final class UtbMsg implements PushHandler<BotClient> {
    private static final String SESSION_COMMAND = "##SESSION";
    private static final int SHOWN_DIGITS = 7;

    @Override
    public Future<Payload> handle(Payload payload, BotClient client) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        String given = PushFields.string(object, "text");
        String text = trim(given);
        if (text.isEmpty()) {
            throw PushRefused.invalid("text");
        }
        if (given.equals(SESSION_COMMAND)) {
            return client.attach(name).map(attached -> {
                String id = name.id().toString();
                EventPush.line(id.substring(id.length() - SHOWN_DIGITS)).to(client.socket(), name.text());
                return Payload.EMPTY;
            });
        }
        Body body = new Body.Text(text, List.of(), value(object));
        Draft draft = Draft.of(Author.PERSON, body, null, PushFields.clientId(object));
        return client.write(
                name,
                draft,
                () -> client.context()
                        .conversations()
                        .append(client.target(name.id()), List.of(draft), client.quota()));
    }

    private static @Nullable String value(JsonObject payload) {
        return payload.containsKey("value") ? PushFields.string(payload, "value") : null;
    }

    /** Cuts white space as Unicode means it, the no-break space included, and U+0000, which is never stored. */
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085' || c == 0;
    }
}
