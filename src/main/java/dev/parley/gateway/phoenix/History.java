package dev.parley.gateway.phoenix;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.gateway.PushRefused;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * {@code history}: a page of what was said before a seq, oldest first, and whether there is more. What a person is not
 * shown is left out, so a page is read in steps until it is full or the log's beginning is reached.
 */
final class History implements PushHandler<BotChannel> {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final int STEP = 100;

    @Override
    public Future<Payload> handle(Payload payload, BotChannel channel) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        long before = object.containsKey("before") ? PushFields.seq(object, "before") : Long.MAX_VALUE;
        long limit = object.containsKey("limit") ? PushFields.seq(object, "limit") : DEFAULT_LIMIT;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw PushRefused.invalid("limit");
        }
        Conversations conversations = channel.gateway().conversations();
        return channel.attach(name)
                // One more than asked for tells whether there is more.
                .compose(attached -> collect(conversations, name.id(), before, (int) limit + 1, new ArrayList<>()))
                .map(shown -> answer(channel.gateway().json(), shown, (int) limit));
    }

    private static Future<List<Event>> collect(
            Conversations conversations, UUID session, long before, int wanted, List<Event> newestFirst) {
        return conversations.before(session, before, STEP).compose(page -> {
            for (int i = page.size() - 1; i >= 0 && newestFirst.size() < wanted; i--) {
                if (EventMessages.isShown(page.get(i))) {
                    newestFirst.add(page.get(i));
                }
            }
            return newestFirst.size() == wanted || page.size() < STEP
                    ? Future.succeededFuture(newestFirst)
                    : collect(conversations, session, page.get(0).seq(), wanted, newestFirst);
        });
    }

    private static Payload answer(EventJson json, List<Event> newestFirst, int limit) {
        boolean more = newestFirst.size() > limit;
        JsonArray events = new JsonArray();
        for (int i = Math.min(limit, newestFirst.size()) - 1; i >= 0; i--) {
            events.add(json.of(newestFirst.get(i)));
        }
        return Payload.of(new JsonObject().put("events", events).put("more", more));
    }
}
