package dev.parley.gateway.chip;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import dev.parley.conversation.Said;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was said with a visitor, on whatever bot of the organisation, in pages from the newest on. Any context. */
final class HistoryPages {
    /** Messages on a page. */
    static final int SIZE = 25;

    /** More than a page, as a message with attachments is several events. */
    private static final int EVENTS = 64;

    private final Conversations conversations;
    private final Rendering rendering;

    HistoryPages(Conversations conversations, Rendering rendering) {
        this.conversations = conversations;
        this.rendering = rendering;
    }

    /** A page as clients get it. */
    Future<JsonArray> before(UUID person, Instant before, ChipEntry entry) {
        return messages(person, before, EVENTS).map(messages -> {
            JsonArray page = new JsonArray();
            messages.forEach(message -> page.add(rendering.item(message, entry)));
            return page;
        });
    }

    private Future<List<Message>> messages(UUID person, Instant before, int events) {
        return conversations.said(person, before, events).compose(said -> {
            List<Message> messages = messages(said);
            return messages.size() < SIZE && said.size() == events
                    ? messages(person, before, events * 2)
                    : Future.succeededFuture(messages.subList(0, Math.min(SIZE, messages.size())));
        });
    }

    private static List<Message> messages(List<Said> newestFirst) {
        Map<UUID, List<Event>> sessions = new LinkedHashMap<>();
        for (Said said : newestFirst) {
            if (said.session().gateway().equals(ChipGateway.NAME)) {
                sessions.computeIfAbsent(said.session().id(), id -> new ArrayList<>())
                        .add(said.event());
            }
        }
        List<Message> messages = new ArrayList<>();
        sessions.forEach((session, events) -> messages.addAll(Message.newestFirst(session, events)));
        messages.sort(Comparator.comparing((Message message) -> message.first().at())
                .thenComparing(message -> message.id().number())
                .reversed());
        return messages;
    }
}
