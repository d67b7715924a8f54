package dev.parley.media;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.ImageFiles;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.SessionRef;
import dev.parley.media.ImageIngest.Placed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of all sessions: bytes as files, records in the store. An image is there when its record is; a
 * file without one is a leftover. Callable from any event loop; files are written and deleted on the
 * threads {@code parley-media} only.
 */
public final class ImageStore implements ImageFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ImageStore.class);
    private static final int THREADS = 4;

    /** The type of a file that is no image. */
    static final String FILE = "application/octet-stream";

    private final LogQueries logs;
    private final ImageDirectory shelf;
    private final Disk disk;
    private final ImageLimits limits;
    private final ImageIngest intake;
    private final WorkerExecutor worker;

    private ImageStore(Vertx vertx, LogQueries logs, Path uploads, ImageLimits limits, Disk disk) {
        this.logs = logs;
        this.shelf = new ImageDirectory(uploads);
        this.disk = disk;
        this.limits = limits;
        this.intake = new ImageIngest(shelf, disk, limits.maxPixels());
        this.worker = vertx.createSharedWorkerExecutor("parley-media", THREADS);
    }

    /**
     * Makes the directory if need be and clears away what a crash left: unfinished uploads, and files whose record was
     * never written or is gone. No other server may use the directory while this runs.
     */
    public static Future<ImageStore> open(Vertx vertx, LogQueries logs, Path uploadsDir, ImageLimits limits) {
        return open(vertx, logs, uploadsDir, limits, Disk.real());
    }

    static Future<ImageStore> open(Vertx vertx, LogQueries logs, Path uploadsDir, ImageLimits limits, Disk disk) {
        ImageStore images = new ImageStore(vertx, logs, uploadsDir, limits, disk);
        return images.sweep().map(images).onFailure(e -> images.close());
    }

    /** The limits uploads are held to. */
    public ImageLimits limits() {
        return limits;
    }

    /** A new temporary file for an upload; give it to {@link #save} or discard it. */
    PartFile newPart() {
        return new PartFile(worker, disk, shelf.part(UUID.randomUUID()));
    }

    /**
     * Takes a finished upload: finds its type, removes metadata, records it. Fails with {@link ImageRefusedException}
     * for what is no image, with the store's refusals, or with the disk's {@link IOException}; then nothing is left
     * behind. The upload is gone afterwards in any case.
     */
    Future<ImageRecord> save(Conversations conversations, SessionRef target, PartFile upload) {
        return save(conversations, target, upload, false);
    }

    /**
     * Takes a finished upload that need be no image. What is one is kept as one; everything else as it is, when that is
     * allowed, under the type {@link #FILE}, so that nobody is ever shown it in a page. Fails and cleans up as the other.
     */
    Future<ImageRecord> save(Conversations conversations, SessionRef target, PartFile upload, boolean anything) {
        return worker.executeBlocking(
                        () -> {
                            try {
                                return intake.take(upload.path());
                            } catch (ImageRefusedException refused) {
                                if (anything && refused.reason() != ImageRefusedException.Reason.TOO_MANY_PIXELS) {
                                    return intake.keep(upload.path(), FILE);
                                }
                                throw refused;
                            }
                        },
                        false)
                .compose(placed -> record(conversations, target, placed))
                .eventually(upload::discard);
    }

    private Future<ImageRecord> record(Conversations conversations, SessionRef target, Placed placed) {
        ImageRecord image = new ImageRecord(
                placed.id(),
                target.session(),
                placed.type(),
                placed.size(),
                placed.width(),
                placed.height(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        return conversations
                .addImage(target, image)
                .map(image)
                .recover(e -> delete(List.of(placed.id())).transform(any -> Future.failedFuture(e)));
    }

    /** An image's record; empty when it never was or its session is erased. */
    public Future<Optional<ImageRecord>> find(UUID id) {
        return logs.image(id);
    }

    /** The file with an image's bytes, its path absolute; empty when there is none. */
    public Future<Optional<Path>> file(UUID id) {
        return worker.executeBlocking(
                () -> Optional.of(shelf.image(id).toAbsolutePath()).filter(Files::isRegularFile), false);
    }

    /** An image's bytes in base64; empty when there is none, or it has more than {@code most} bytes. */
    public Future<Optional<String>> base64(UUID id, long most) {
        return worker.executeBlocking(
                () -> {
                    Path file = shelf.image(id);
                    return Files.isRegularFile(file) && Files.size(file) <= most
                            ? Optional.of(Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                            : Optional.empty();
                },
                false);
    }

    @Override
    public Future<Void> delete(Collection<UUID> images) {
        List<UUID> ids = List.copyOf(images);
        return worker.executeBlocking(() -> removeAll(ids), false);
    }

    // One file that cannot be deleted must not keep the others.
    private @Nullable Void removeAll(List<UUID> ids) throws IOException {
        IOException failure = null;
        for (UUID id : ids) {
            try {
                shelf.remove(id);
            } catch (IOException e) {
                LOG.warn("Image {} could not be deleted: {}", id, e.toString());
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private Future<Void> sweep() {
        return worker.executeBlocking(
                        () -> {
                            shelf.prepare();
                            return shelf.directories();
                        },
                        false)
                .compose(directories -> {
                    Future<Void> swept = Future.succeededFuture();
                    for (Path directory : directories) {
                        swept = swept.compose(done -> sweep(directory));
                    }
                    return swept;
                });
    }

    // A directory is a batch: one of 256, so a million images make about 4,000 ids each.
    private Future<Void> sweep(Path directory) {
        return worker.executeBlocking(() -> shelf.images(directory), false)
                .compose(ids -> ids.isEmpty() ? Future.succeededFuture(ids) : logs.unknownImages(ids))
                .compose(unknown -> {
                    if (unknown.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    LOG.info("Deleting {} image files without a record", unknown.size());
                    return delete(unknown);
                });
    }

    /** Ends the worker threads. */
    public Future<Void> close() {
        return worker.close();
    }
}
