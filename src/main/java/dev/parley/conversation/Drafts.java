package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns messages into the drafts of a session's log: text first, then image, then file, each an event of its own. */
public final class Drafts {
    private final Store store;

    public Drafts(Store store) {
        this.store = store;
    }

    /**
     * The drafts of these messages in order. An image that is not one of this session's is left out.
     *
     * @param cause what messages answer that do not say it themselves
     */
    public Future<List<Draft>> of(UUID session, Author author, List<Message> messages, @Nullable Long cause) {
        List<Draft> drafts = new ArrayList<>(messages.size());
        Future<Void> chain = Future.succeededFuture();
        for (Message message : messages) {
            UUID image = message.image();
            if (image == null) {
                chain = chain.onSuccess(done -> add(drafts, author, message, Optional.empty(), cause));
            } else {
                chain = chain.compose(done -> store.image(image))
                        .onSuccess(found -> add(
                                drafts,
                                author,
                                message,
                                found.filter(record -> record.session().equals(session)),
                                cause))
                        .mapEmpty();
            }
        }
        return chain.map(drafts);
    }

    private static void add(
            List<Draft> drafts, Author author, Message message, Optional<ImageRecord> image, @Nullable Long cause) {
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
        for (int part = 0; part < bodies.size(); part++) {
            String id = message.clientId();
            // The parts of one message are events of their own, so each needs an id of its own.
            String clientId = id == null || part == 0 ? id : id + "#" + part;
            UUID eventId = message.id() == null || part > 0 ? Draft.newId() : message.id();
            drafts.add(Clean.draft(new Draft(eventId, author, bodies.get(part), answered, clientId)));
        }
    }
}
