package dev.parley.media;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one multipart body to the disk, on the request's event loop. The request is paused while bytes are written, so
 * that a fast sender waits for a slow disk; of several parts named {@code file} the last one counts.
 */
final class ImageUpload implements MultipartParser.Parts {
    private static final int STALL_BYTES = 16 * 1024;
    private static final String FIELD = "file";

    private final Vertx vertx;
    private final ImageStore images;
    private final long maxBody;
    private final HttpServerRequest request;
    private final MultipartParser parser;
    private final Promise<PartFile> result = Promise.promise();

    private final long stallTimer;
    private long received;
    private long receivedBefore;
    private boolean writing;
    private boolean over;

    /** What the last part named {@code file} turned out to be: a refusal, or the file in {@link #file}. */
    private @Nullable UploadRefusal refusal = UploadRefusal.of(400, "Bad request: no part named file");

    private @Nullable PartFile file;
    private boolean taking;

    private ImageUpload(Vertx vertx, ImageStore images, long maxBody, HttpServerRequest request, String boundary) {
        this.vertx = vertx;
        this.images = images;
        this.maxBody = maxBody;
        this.request = request;
        this.parser = new MultipartParser(boundary, this);
        this.stallTimer = vertx.setPeriodic(images.limits().stall().toMillis(), id -> checkProgress());
    }

    /**
     * Reads the body of a paused request. The future succeeds with a finished, non-empty file, or fails with an
     * {@link UploadRefusal}, an I/O error of the disk or the connection's error; nothing is left on the disk then.
     */
    static Future<PartFile> read(
            Vertx vertx, ImageStore images, long maxBody, HttpServerRequest request, String boundary) {
        ImageUpload upload = new ImageUpload(vertx, images, maxBody, request, boundary);
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
        if (received > maxBody) {
            fail(UploadRefusal.tooLarge(maxBody));
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
    public void begin(PartHead head) {
        taking = false;
        if (!FIELD.equals(head.name()) || "".equals(head.filename())) {
            // An empty file name is what a browser sends for a file input nobody used.
            return;
        }
        giveUp();
        if (head.filename() == null) {
            refusal = UploadRefusal.of(400, "Bad request: file is a text field");
        } else if (head.type() == null || !head.type().startsWith("image/")) {
            refusal = UploadRefusal.notAnImage();
        } else {
            refusal = null;
            file = images.newPart();
            taking = true;
        }
    }

    @Override
    public void content(ByteBuffer bytes) {
        if (taking && file != null) {
            file.add(bytes);
        }
    }

    private void ended() {
        if (over) {
            return;
        }
        PartFile read = file;
        if (!parser.complete()) {
            fail(UploadRefusal.of(400, "Bad request: the multipart body is incomplete"));
        } else if (refusal != null) {
            fail(refusal);
        } else if (read == null || read.size() == 0) {
            fail(UploadRefusal.of(400, "Bad request: the file is empty"));
        } else {
            stop();
            read.finish()
                    .onSuccess(v -> result.complete(read))
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
