package dev.parley.gateway.chip;

import dev.parley.conversation.Event;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Said;
import dev.parley.feed.LogReader;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What was said with a visitor, on whatever bot of the organisation, in pages from the newest on. A page of very long
 * messages has fewer of them. Any context.
 */
final class HistoryPages {
    /** Messages on a page. */
    static final int SIZE = 25;

    /** More than a page, as a message with attachments is several events. */
    private static final PageLimit EVENTS = PageLimit.of(64);

    private final LogReader reader;
    private final Rendering rendering;

    HistoryPages(LogReader reader, Rendering rendering) {
        this.reader = reader;
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

    private Future<List<Message>> messages(UUID person, Instant before, PageLimit limit) {
        return reader.said(person, before, limit).compose(said -> {
            List<Message> messages = messages(said);
            boolean few = messages.size() < SIZE && said.size() == limit.events();
            boolean none = messages.isEmpty() && !said.isEmpty();
            return few || none
                    ? messages(person, before, none ? limit.wider() : limit.longer())
                    : Future.succeededFuture(messages.subList(0, Math.min(SIZE, messages.size())));
        });
    }

    private static List<Message> messages(List<Said> newestFirst) {
        Map<UUID, List<Event>> sessions = new LinkedHashMap<>();
        for (Said said : newestFirst) {
            if (said.session().gateway().equals(Contact.GATEWAY)) {
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
