package dev.parley.media;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.SessionRef;
import dev.parley.media.FormUpload.Form;
import dev.parley.media.FormUpload.Wanted;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes files for gateways whose protocols have an upload of their own: a form with one file and text fields around it.
 * Images are cleaned and kept as images, whatever was said of them; other files only of certain types, as they are, to be
 * downloaded and never shown. Callable from any event loop.
 */
public final class FileUploads {
    /** What a form may take beside its file. */
    private static final int FRAMING = 64 * 1024;

    private static final int DRAIN_FACTOR = 2;

    private final ImageStore images;
    private final Conversations conversations;
    private final List<String> types;

    /**
     * @param types the media types of files that are taken, in lower case
     */
    public FileUploads(ImageStore images, Conversations conversations, List<String> types) {
        this.images = images;
        this.conversations = conversations;
        this.types = types;
    }

    /** A form that was read to its end. It is to be {@linkplain #keep kept} or {@linkplain #discard discarded}. */
    public static final class Uploaded {
        private final Form form;

        private Uploaded(Form form) {
            this.form = form;
        }

        /** A text field; empty when it was not there. */
        public Optional<String> field(String name) {
            return Optional.ofNullable(form.fields().get(name));
        }

        /** The file's name as its sender says, without directories. */
        public String name() {
            String name = Objects.requireNonNullElse(form.head().filename(), "");
            return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        }

        /** The file's type as its sender says, in lower case. */
        public String type() {
            return FileUploads.type(form.head().type());
        }
    }

    /**
     * Reads the form of a request that was paused before anything else happened to it. Fails with an {@link UploadRefusal};
     * nothing is left on the disk then, nor when the sender breaks off.
     *
     * @param file the name of the field with the file
     * @param maxFile bytes of the file
     */
    public Future<Uploaded> read(Vertx vertx, HttpServerRequest request, String file, long maxFile) {
        HeaderValue type = HeaderValue.parse(Objects.requireNonNullElse(request.getHeader("content-type"), ""));
        Optional<String> boundary = type.value().equalsIgnoreCase("multipart/form-data")
                ? MultipartParser.boundary(type)
                : Optional.empty();
        if (boundary.isEmpty()) {
            request.resume();
            return Future.failedFuture(UploadRefusal.of(400, "the body is no form with a file"));
        }
        Wanted wanted = new Wanted(
                file,
                maxFile,
                maxFile + FRAMING,
                said -> type(said).startsWith("image/") || types.contains(type(said)));
        return FormUpload.read(vertx, images, wanted, request, boundary.get()).map(Uploaded::new);
    }

    /** What is read on, and forgotten, after a form was refused before its end. */
    public void drain(Vertx vertx, HttpServerRequest request, long maxFile) {
        Drain.begin(vertx, request, DRAIN_FACTOR * (maxFile + FRAMING));
    }

    /** Keeps the file for a session. Fails with an {@link UploadRefusal} or as the store refuses. */
    public Future<ImageRecord> keep(SessionRef target, Uploaded uploaded) {
        return images.save(conversations, target, uploaded.form.file(), types.contains(uploaded.type()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ImageRefusedException refused ? refusal(refused) : failure));
    }

    /** Leaves nothing of it. */
    public Future<Void> discard(Uploaded uploaded) {
        return uploaded.form.file().discard();
    }

    /** Whether a record is an image, and not just a file. */
    public static boolean isImage(ImageRecord kept) {
        return !kept.type().equals(ImageStore.FILE);
    }

    private static UploadRefusal refusal(ImageRefusedException refused) {
        return refused.reason() == ImageRefusedException.Reason.TOO_MANY_PIXELS
                ? UploadRefusal.of(413, "the image has too many pixels")
                : UploadRefusal.of(415, "files of this type are not taken");
    }

    private static String type(@Nullable String said) {
        return said == null ? "" : HeaderValue.parse(said).value().toLowerCase(Locale.ROOT);
    }
}
