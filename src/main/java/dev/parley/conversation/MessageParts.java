package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes events of what somebody wants to say: text first, then image, then file, each an event of its own. */
final class MessageParts {
    private final LogQueries logs;

    MessageParts(LogQueries logs) {
        this.logs = logs;
    }

    /** The drafts of these messages in order, as {@link Conversations#parts} has them. */
    Future<List<Draft>> of(UUID session, Author author, List<Message> messages, @Nullable Long cause) {
        Future<List<Draft>> all = Future.succeededFuture(new ArrayList<>(messages.size()));
        for (Message message : messages) {
            all = all.compose(drafts -> image(session, message).map(image -> {
                drafts.addAll(parts(author, message, image, cause));
                return drafts;
            }));
        }
        return all;
    }

    private Future<Optional<Body.Image>> image(UUID session, Message message) {
        UUID image = message.image();
        return image == null ? Future.succeededFuture(Optional.empty()) : image(session, image);
    }

    /** An image of this session; empty when it is unknown or another's. */
    Future<Optional<Body.Image>> image(UUID session, UUID image) {
        return logs.image(image)
                .map(found -> found.filter(record -> record.session().equals(session))
                        .map(record -> new Body.Image(record.id(), record.type())));
    }

    private static List<Draft> parts(Author author, Message message, Optional<Body.Image> image, @Nullable Long cause) {
        Long answered = message.cause() == null ? cause : message.cause();
        List<Body> bodies = new ArrayList<>(1);
        String text = message.text();
        if (text != null && !text.isEmpty()) {
            bodies.add(new Body.Text(text, message.buttons(), null));
        }
        image.ifPresent(bodies::add);
        Body.File file = message.file();
        if (file != null) {
            bodies.add(file);
        }
        List<Draft> drafts = new ArrayList<>(bodies.size());
        for (int part = 0; part < bodies.size(); part++) {
            String id = message.clientId();
            // The parts of one message are events of their own, so each needs an id of its own.
            String clientId = id == null || part == 0 ? id : id + "#" + part;
            UUID eventId = message.id() == null || part > 0 ? Draft.newId() : message.id();
            drafts.add(new Draft(eventId, author, bodies.get(part), answered, clientId));
        }
        return drafts;
    }
}
