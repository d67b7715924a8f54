package dev.parley.gateway.phoenix;

import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.PageLimit;
import dev.parley.feed.LogReader;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.gateway.PushRefused;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * {@code history}: a page of what was said before a seq, oldest first, and whether there is more. What a person is not
 * shown is left out, so a page is read in steps until it is full or the log's beginning is reached. It is full of
 * {@value #MAX_CHARACTERS} characters as well, and read only while the client takes what it is sent: who asks again and
 * again and reads nothing gets one page.
 */
final class History implements PushHandler<BotClient> {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final PageLimit STEP = PageLimit.of(100);

    @Override
    public Future<Payload> handle(Payload payload, BotClient client) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        long before = object.containsKey("before") ? PushFields.seq(object, "before") : Long.MAX_VALUE;
        long limit = object.containsKey("limit") ? PushFields.seq(object, "limit") : DEFAULT_LIMIT;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw PushRefused.invalid("limit");
        }
        Shown shown = new Shown(client.context().json(), (int) limit);
        return client.attach(name)
                .compose(attached -> client.read(() -> collect(client.context().reader(), name.id(), before, shown)))
                .map(done -> shown.payload());
    }

    private static Future<Void> collect(LogReader reader, UUID session, long before, Shown shown) {
        return reader.before(session, before, STEP).compose(page -> {
            List<Event> events = page.events();
            for (int i = events.size() - 1; i >= 0 && !shown.more; i--) {
                shown.add(events.get(i));
            }
            return page.more() && !shown.more
                    ? collect(reader, session, events.get(0).seq(), shown)
                    : Future.succeededFuture();
        });
    }

    /** The page as it fills up, the newest event first. */
    private static final class Shown {
        private final EventJson json;
        private final int limit;
        private final Deque<String> oldestFirst = new ArrayDeque<>();
        private int characters;
        private boolean more;

        Shown(EventJson json, int limit) {
            this.json = json;
            this.limit = limit;
        }

        void add(Event event) {
            if (!Rendering.isShown(event)) {
                return;
            }
            if (oldestFirst.size() == limit || characters >= MAX_CHARACTERS) {
                more = true;
                return;
            }
            String text = json.of(event).encode();
            oldestFirst.addFirst(text);
            characters += text.length();
        }

        Payload payload() {
            return new Payload.Encoded("{\"events\":[" + String.join(",", oldestFirst) + "],\"more\":" + more + "}");
        }
    }
}
