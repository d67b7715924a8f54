package dev.parley.engine.openai;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.engine.Images;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The pictures a model is shown, as data URLs: those of the person, the newest first, as many as a request may hold. */
final class ImageParts {
    /** Bytes of all pictures of a request, before base64 makes a third more of them. */
    static final int MOST = 8 << 20;

    private final Images images;
    private final Map<UUID, String> urls = new HashMap<>();
    private long left = MOST;

    private ImageParts(Images images) {
        this.images = images;
    }

    /** Reads the pictures of a conversation; their URLs by image. One that is gone or does not fit is not among them. */
    static Future<Map<UUID, String>> of(List<Event> history, Images images) {
        ImageParts pictures = new ImageParts(images);
        Future<Void> read = Future.succeededFuture();
        for (int i = history.size() - 1; i >= 0; i--) {
            Event event = history.get(i);
            if (event.body() instanceof Body.Image image && event.author().type() == Author.Type.PERSON) {
                read = read.compose(before -> pictures.read(image));
            }
        }
        return read.map(done -> pictures.urls);
    }

    private Future<Void> read(Body.Image image) {
        if (urls.containsKey(image.image())) {
            return Future.succeededFuture();
        }
        return images.base64(image.image(), left)
                .onSuccess(found -> found.ifPresent(bytes -> {
                    left -= bytes.length() / 4 * 3L;
                    urls.put(image.image(), "data:" + image.type() + ";base64," + bytes);
                }))
                .mapEmpty();
    }
}
