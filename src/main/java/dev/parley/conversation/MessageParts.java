package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns messages into the drafts of a session's log: text first, then image, then file, each an event of its own. */
public final class MessageParts {
    private final Store store;
    private final Limits limits;

    public MessageParts(Store store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    /**
     * The drafts of these messages in order. An image that is not one of this session's is left out. Refused:
     * {@code TOO_LONG}.
     *
     * @param cause what messages answer that do not say it themselves
     */
    public Future<List<Draft>> of(UUID session, Author author, List<Message> messages, @Nullable Long cause) {
        Future<List<Draft>> all = Future.succeededFuture(new ArrayList<>(messages.size()));
        for (Message message : messages) {
            all = all.compose(drafts -> image(session, message).map(image -> {
                drafts.addAll(parts(author, message, image, cause));
                return drafts;
            }));
        }
        return all;
    }

    private Future<Optional<ImageRecord>> image(UUID session, Message message) {
        UUID image = message.image();
        return image == null
                ? Future.succeededFuture(Optional.empty())
                : store.image(image)
                        .map(found -> found.filter(record -> record.session().equals(session)));
    }

    private List<Draft> parts(Author author, Message message, Optional<ImageRecord> image, @Nullable Long cause) {
        Long answered = message.cause() == null ? cause : message.cause();
        List<Body> bodies = new ArrayList<>(1);
        String text = message.text();
        if (text != null && !text.isEmpty()) {
            bodies.add(new Body.Text(text, message.buttons(), null));
        }
        image.ifPresent(record -> bodies.add(new Body.Image(record.id(), record.type())));
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
            Draft draft = Sanitizer.draft(new Draft(eventId, author, bodies.get(part), answered, clientId));
            limits.check(draft.body());
            drafts.add(draft);
        }
        return drafts;
    }
}
