package dev.parley.admin;

import dev.parley.config.Config;
import dev.parley.config.StoreLocation;
import dev.parley.config.Version;
import dev.parley.media.ImageTree;
import dev.parley.store.sqlite.SqliteFile;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the store and the images into one zip file while the server runs or not. Store first: an image's file is there
 * before its record, so every image the store knows is found, but for those erased meanwhile. Blocks.
 */
public final class Backup {
    /** The entry that tells what the file is. */
    static final String NOTE = "parley-backup.json";

    /** The entry with the store. */
    static final String STORE = "parley.db";

    /** What the names of images begin with. */
    static final String IMAGES = "uploads/";

    /** What this server writes and reads. */
    static final int FORMAT = 1;

    private Backup() {}

    /** Writes the file and tells what is in it; an existing one is replaced only when forced. */
    public static String write(Config config, Path wanted, boolean force) throws IOException, SQLException {
        if (!(config.store() instanceof StoreLocation.Sqlite)) {
            throw new IllegalStateException("a backup is made of the SQLite store; for " + config.store()
                    + " use pg_dump, and copy " + config.uploadsDir());
        }
        Path file = wanted.toAbsolutePath();
        if (!force && Files.exists(file)) {
            throw new IllegalStateException(wanted + " exists already; --force replaces it");
        }
        Path store = config.dataDir().resolve(StoreFactory.FILE);
        Path directory = file.resolveSibling("");
        // Made so, only the owner can read them: they hold the secrets of bots.
        Path copy = Files.createTempFile(directory, file.getFileName() + ".", ".db");
        Path fresh = Files.createTempFile(directory, file.getFileName() + ".", ".new");
        try {
            new SqliteFile(store, store.toString()).copyTo(copy);
            long images = zip(copy, new ImageTree(config.uploadsDir()), fresh);
            move(fresh, file, force);
            return "backed up " + store + " and " + images + " images to " + wanted;
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(fresh);
        }
    }

    private static long zip(Path store, ImageTree tree, Path into) throws IOException {
        long[] images = {0};
        try (FileChannel channel = FileChannel.open(into, StandardOpenOption.WRITE)) {
            ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry(NOTE));
            zip.write(new JsonObject()
                    .put("format", FORMAT)
                    .put("version", Version.text())
                    .put("at", Instant.now().toString())
                    .toBuffer()
                    .getBytes());
            zip.putNextEntry(new ZipEntry(STORE));
            Files.copy(store, zip);
            // Compressed already.
            zip.setLevel(Deflater.NO_COMPRESSION);
            tree.each((image, file) -> {
                if (add(IMAGES + ImageTree.name(image), file, zip)) {
                    images[0]++;
                }
            });
            zip.finish();
            zip.flush();
            channel.force(true);
        }
        return images[0];
    }

    private static boolean add(String name, Path image, ZipOutputStream zip) throws IOException {
        try (InputStream bytes = Files.newInputStream(image)) {
            zip.putNextEntry(new ZipEntry(name));
            bytes.transferTo(zip);
            return true;
        } catch (NoSuchFileException e) {
            // Erased in this moment.
            return false;
        }
    }

    private static void move(Path from, Path to, boolean force) throws IOException {
        try {
            if (force) {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.move(from, to);
            }
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(to + " exists already; --force replaces it", e);
        }
    }
}
