package dev.parley.admin;

import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import dev.parley.config.StoreLocation;
import dev.parley.media.ImageTree;
import dev.parley.store.sqlite.SqliteFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Puts a backup into directories where nothing is yet; when that fails, nothing is there again. Blocks. */
public final class Restore {
    // What taking the directory leaves in it.
    private static final Set<String> LOCK = Set.of("parley.lock", "parley.json");

    private final Path backup;
    private final Config config;
    /** What was written, to be taken back. */
    private final Deque<Path> written = new ArrayDeque<>();

    private Restore(Path backup, Config config) {
        this.backup = backup;
        this.config = config;
    }

    /** Restores the backup and tells what was in it. */
    public static String read(Config config, Path backup) throws IOException, SQLException {
        if (!(config.store() instanceof StoreLocation.Sqlite)) {
            throw new IllegalStateException(
                    "a backup is restored to the SQLite store, but the configuration names " + config.store());
        }
        if (!Files.exists(backup)) {
            throw new NoSuchFileException(backup.toString());
        }
        try (DataDirectory held = DataDirectory.open(config.dataDir());
                ZipFile zip = new ZipFile(backup.toFile())) {
            return new Restore(backup, config).from(zip, held.path());
        } catch (ZipException e) {
            throw new IllegalStateException(backup + " is no backup, or is damaged: " + e.getMessage(), e);
        }
    }

    private String from(ZipFile zip, Path data) throws IOException, SQLException {
        refuseUsed(data);
        List<? extends ZipEntry> images = checked(zip);
        try {
            Path store = data.resolve(StoreFactory.FILE);
            // Made so, only its owner can read it.
            Path arriving = Files.createTempFile(data, StoreFactory.FILE + ".", ".restoring");
            extract(zip, zip.getEntry(Backup.STORE), arriving);
            check(arriving);
            Path uploads = config.uploadsDir();
            for (ZipEntry image : images) {
                extract(zip, image, uploads.resolve(image.getName().substring(Backup.IMAGES.length())));
            }
            // Last, so that no server ever finds a store whose images are still to come.
            Files.move(arriving, store, StandardCopyOption.ATOMIC_MOVE);
            return "restored " + store + " and " + images.size() + " images from " + backup;
        } catch (IOException | SQLException | RuntimeException e) {
            for (Path each : written) {
                Files.deleteIfExists(each);
            }
            throw e;
        }
    }

    private void check(Path store) throws IOException, SQLException {
        try {
            new SqliteFile(store, StoreFactory.FILE + " in " + backup).check();
        } finally {
            // A store that was zipped by hand is in the mode in which reading makes these.
            Files.deleteIfExists(store.resolveSibling(store.getFileName() + "-wal"));
            Files.deleteIfExists(store.resolveSibling(store.getFileName() + "-shm"));
        }
    }

    private void refuseUsed(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            files.filter(file -> !LOCK.contains(file.getFileName().toString()))
                    .findFirst()
                    .ifPresent(file -> {
                        throw new IllegalStateException("the data directory " + config.dataDir()
                                + " is not empty, it holds " + file.getFileName());
                    });
        }
        if (!new ImageTree(config.uploadsDir()).isEmpty()) {
            throw new IllegalStateException("there are images in " + config.uploadsDir() + " already");
        }
    }

    /** The images in it, once it is known to be a backup. */
    private List<? extends ZipEntry> checked(ZipFile zip) throws IOException {
        ZipEntry note = zip.getEntry(Backup.NOTE);
        if (note == null || zip.getEntry(Backup.STORE) == null) {
            throw new IllegalStateException(backup + " is no backup");
        }
        int format = format(zip, note);
        if (format > Backup.FORMAT) {
            throw new IllegalStateException(
                    backup + " was written by a newer server, as format " + format + "; restore it with that one");
        }
        return zip.stream()
                .filter(entry ->
                        !entry.getName().equals(Backup.NOTE) && !entry.getName().equals(Backup.STORE))
                .peek(entry -> {
                    if (!entry.getName().startsWith(Backup.IMAGES)
                            || ImageTree.image(entry.getName().substring(Backup.IMAGES.length()))
                                    .isEmpty()) {
                        throw new IllegalStateException(backup + " is no backup: it holds " + entry.getName());
                    }
                })
                .toList();
    }

    private int format(ZipFile zip, ZipEntry note) throws IOException {
        try (InputStream stream = zip.getInputStream(note)) {
            return new JsonObject(Buffer.buffer(stream.readNBytes(10_000))).getInteger("format", 0);
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalStateException(backup + " is no backup: its " + Backup.NOTE + " cannot be read", e);
        }
    }

    private void extract(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        written.push(file);
        try (CheckedInputStream stream = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
                OutputStream out = Files.newOutputStream(file)) {
            stream.transferTo(out);
            // The zip file knows what the bytes should be, but does not look.
            if (stream.getChecksum().getValue() != entry.getCrc()) {
                throw new ZipException("wrong bytes in " + entry.getName());
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
