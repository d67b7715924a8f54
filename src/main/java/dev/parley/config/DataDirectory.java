package dev.parley.config;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data directory, held by one process at a time. {@code parley.lock} is locked by the operating system, so nothing
 * is left behind when the process is killed; {@code parley.json} beside it says who holds it, because a locked file
 * cannot be read on every system. All methods touch files: not for event loops.
 */
public final class DataDirectory implements AutoCloseable {
    // The operating system's lock belongs to the process, and on POSIX closing any channel on the file gives it up:
    // a second attempt in this process must be turned away before it opens the file.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the directory if needed (for the owner alone, where the system knows owners) and takes it.
     *
     * @throws DataDirectoryInUseException when a process, this one included, holds it
     * @throws IOException when it cannot be made or locked
     */
    public static DataDirectory open(Path directory) throws IOException {
        PrivateFile.createDirectories(directory);
        Path path = directory.toRealPath();
        if (!HELD.add(path)) {
            throw inUse(directory);
        }
        try {
            return lock(directory, path);
        } catch (IOException | RuntimeException e) {
            HELD.remove(path);
            throw e;
        }
    }

    private static DataDirectory lock(Path directory, Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("parley.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(directory);
            }
            DataDirectory held = new DataDirectory(path, channel);
            held.describe(new JsonObject());
            return held;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Tells other processes where this one's server can be reached on this machine. */
    public void announce(String url) throws IOException {
        describe(new JsonObject().put("url", url));
    }

    /** Where the server of a directory last said it is reached; it may be gone by now. */
    public static Optional<String> announcedUrl(Path directory) {
        return Optional.ofNullable(holder(directory).getString("url"));
    }

    /** The directory, absolute. */
    public Path path() {
        return path;
    }

    /** Gives the directory up; harmless when done twice. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            Files.deleteIfExists(path.resolve("parley.json"));
            channel.close();
            HELD.remove(path);
        }
    }

    private void describe(JsonObject holder) throws IOException {
        holder.put("pid", ProcessHandle.current().pid());
        PrivateFile.write(path.resolve("parley.json"), holder.encode() + "\n");
    }

    private static DataDirectoryInUseException inUse(Path directory) {
        JsonObject holder = holder(directory);
        return new DataDirectoryInUseException(
                directory, Optional.ofNullable(holder.getLong("pid")), Optional.ofNullable(holder.getString("url")));
    }

    private static JsonObject holder(Path directory) {
        try {
            return new JsonObject(Files.readString(directory.resolve("parley.json")));
        } catch (IOException | DecodeException e) {
            // It has only just been locked, or is just being given up.
            return new JsonObject();
        }
    }
}
