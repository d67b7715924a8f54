package dev.parley.media;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one multipart body to the disk, on the request's event loop. The request is paused while bytes are written, so
 * that a fast sender waits for a slow disk; of several parts with the wanted name the last one counts.
 */
final class FormUpload implements MultipartParser.Parts {
    private static final int STALL_BYTES = 16 * 1024;
    private static final int MAX_FIELD = 4 * 1024;

    /** What is wanted of a form. */
    record Wanted(String file, long maxFile, long maxBody, Predicate<@Nullable String> types) {
        /** An image under AIDA's name for it, as long as the whole body may be. */
        static Wanted image(long maxBody) {
            return new Wanted("file", maxBody, maxBody, type -> type != null && type.startsWith("image/"));
        }
    }

    /** A form that was read: its file, finished and not empty, what the file's part said, and its text fields. */
    record Form(PartFile file, PartHead head, Map<String, String> fields) {}

    private final Vertx vertx;
    private final ImageStore images;
    private final Wanted wanted;
    private final HttpServerRequest request;
    private final MultipartParser parser;
    private final Promise<Form> result = Promise.promise();

    private final long stallTimer;
    private long received;
    private long receivedBefore;
    private boolean writing;
    private boolean over;

    /** What the last part with the wanted name turned out to be: a refusal, or the file in {@link #file}. */
    private @Nullable UploadRefusal refusal;

    private @Nullable PartFile file;
    private @Nullable PartHead head;
    private boolean taking;

    private final Map<String, String> fields = new HashMap<>();
    private @Nullable String field;
    private ByteArrayOutputStream text = new ByteArrayOutputStream();

    private FormUpload(Vertx vertx, ImageStore images, Wanted wanted, HttpServerRequest request, String boundary) {
        this.vertx = vertx;
        this.images = images;
        this.wanted = wanted;
        this.refusal = UploadRefusal.of(400, "Bad request: no part named " + wanted.file());
        this.request = request;
        this.parser = new MultipartParser(boundary, this);
        this.stallTimer = vertx.setPeriodic(images.limits().stall().toMillis(), id -> checkProgress());
    }

    /**
     * Reads the body of a paused request. The future succeeds with a finished, non-empty file, or fails with an
     * {@link UploadRefusal}, an I/O error of the disk or the connection's error; nothing is left on the disk then.
     */
    static Future<Form> read(
            Vertx vertx, ImageStore images, Wanted wanted, HttpServerRequest request, String boundary) {
        FormUpload upload = new FormUpload(vertx, images, wanted, request, boundary);
        request.handler(upload::received)
                .endHandler(v -> upload.ended())
                .exceptionHandler(upload::fail)
                .resume();
        return upload.result.future();
    }

    private void received(Buffer bytes) {
        if (over) {
            return;
        }
        received += bytes.length();
        if (received > wanted.maxBody()) {
            fail(UploadRefusal.tooLarge(wanted.maxFile()));
            return;
        }
        try {
            parser.feed(bytes);
        } catch (MalformedBodyException e) {
            fail(UploadRefusal.of(400, "Bad request: " + e.getMessage()));
            return;
        }
        if (file != null && file.full()) {
            writing = true;
            request.pause();
            file.flush()
                    .onSuccess(v -> {
                        writing = false;
                        request.resume();
                    })
                    .onFailure(this::fail);
        }
    }

    @Override
    public void begin(PartHead begun) {
        endField();
        taking = false;
        if (!wanted.file().equals(begun.name())) {
            field = begun.filename() == null ? begun.name() : null;
            return;
        }
        if ("".equals(begun.filename())) {
            // An empty file name is what a browser sends for a file input nobody used.
            return;
        }
        giveUp();
        if (begun.filename() == null) {
            refusal = UploadRefusal.of(400, "Bad request: " + wanted.file() + " is a text field");
        } else if (!wanted.types().test(begun.type())) {
            refusal = UploadRefusal.notAnImage();
        } else {
            refusal = null;
            file = images.newPart();
            head = begun;
            taking = true;
        }
    }

    @Override
    public void content(ByteBuffer bytes) {
        if (taking && file != null) {
            file.add(bytes);
            if (file.size() > wanted.maxFile()) {
                fail(UploadRefusal.tooLarge(wanted.maxFile()));
            }
        } else if (field != null && text.size() + bytes.remaining() <= MAX_FIELD) {
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            text.writeBytes(piece);
        } else {
            // Nobody asks for a field as long as that.
            field = null;
        }
    }

    private void endField() {
        if (field != null) {
            fields.put(field, text.toString(StandardCharsets.UTF_8));
        }
        field = null;
        text = new ByteArrayOutputStream();
    }

    private void ended() {
        if (over) {
            return;
        }
        PartFile read = file;
        PartHead said = head;
        if (!parser.complete()) {
            fail(UploadRefusal.of(400, "Bad request: the multipart body is incomplete"));
        } else if (refusal != null) {
            fail(refusal);
        } else if (read == null || said == null || read.size() == 0) {
            fail(UploadRefusal.of(400, "Bad request: the file is empty"));
        } else {
            stop();
            endField();
            read.finish()
                    .onSuccess(v -> result.complete(new Form(read, said, Map.copyOf(fields))))
                    .onFailure(e -> read.discard().onComplete(done -> result.fail(e)));
        }
    }

    // The answer waits until the disk is clean again: who sees it may look.
    private void fail(Throwable reason) {
        if (over) {
            return;
        }
        stop();
        giveUp().onComplete(done -> result.fail(reason));
    }

    private void stop() {
        over = true;
        vertx.cancelTimer(stallTimer);
    }

    private Future<Void> giveUp() {
        PartFile given = file;
        file = null;
        return given == null ? Future.succeededFuture() : given.discard();
    }

    private void checkProgress() {
        // While our own disk keeps the sender waiting it is not to blame.
        if (!writing && received - receivedBefore < STALL_BYTES) {
            fail(UploadRefusal.of(408, "Request timeout: the body comes too slowly"));
        }
        receivedBefore = received;
    }
}
