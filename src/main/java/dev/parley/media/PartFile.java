package dev.parley.media;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upload on its way to the disk. Bytes are collected on the event loop that owns it and written on a worker, one
 * write at a time; whoever adds bytes must wait for {@link #flush()} when {@link #full()}. The file comes into being
 * with its first byte, so a part that is given up before costs no disk.
 */
final class PartFile {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final int ENOUGH = 64 * 1024;

    private final WorkerExecutor worker;
    private final Disk disk;
    private final Path path;

    private List<ByteBuffer> waiting = new ArrayList<>();
    private int waitingBytes;
    private long size;
    private boolean touched;
    private Future<Void> last = Future.succeededFuture();

    // Only on the worker, and only by one task after the other.
    private @Nullable FileChannel channel;

    PartFile(WorkerExecutor worker, Disk disk, Path path) {
        this.worker = worker;
        this.disk = disk;
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Bytes added so far. */
    long size() {
        return size;
    }

    /** Adds bytes, which must not change afterwards. */
    void add(ByteBuffer bytes) {
        waiting.add(bytes);
        waitingBytes += bytes.remaining();
        size += bytes.remaining();
    }

    boolean full() {
        return waitingBytes >= ENOUGH;
    }

    /** Writes what is waiting; fails when the disk does. */
    Future<Void> flush() {
        List<ByteBuffer> batch = waiting;
        waiting = new ArrayList<>();
        waitingBytes = 0;
        touched = true;
        last = last.compose(done -> worker.executeBlocking(() -> write(batch), false));
        return last;
    }

    /** Writes what is waiting and closes the file. */
    Future<Void> finish() {
        last = flush().compose(done -> worker.executeBlocking(this::close, false));
        return last;
    }

    /** Gives the part up: nothing of it stays on the disk. May be called at any time, also twice; never fails. */
    Future<Void> discard() {
        waiting.clear();
        waitingBytes = 0;
        if (!touched) {
            return Future.succeededFuture();
        }
        last = last.transform(any -> worker.executeBlocking(this::delete, false))
                .onFailure(e -> LOG.warn("{} could not be deleted: {}", path, e.toString()))
                .otherwiseEmpty();
        return last;
    }

    private @Nullable Void write(List<ByteBuffer> batch) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = disk.create(path);
            channel = open;
        }
        for (ByteBuffer bytes : batch) {
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
        }
        return null;
    }

    private @Nullable Void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
        return null;
    }

    private @Nullable Void delete() throws IOException {
        try {
            close();
        } finally {
            Files.deleteIfExists(path);
        }
        return null;
    }
}
