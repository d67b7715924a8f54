package dev.parley.media;

import dev.parley.bot.UuidText;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The layout of the uploads directory: {@code <first two hex digits>/<id>} for images, {@code <id>.part} for what is
 * being written. Files of other names are nobody's business here. All methods block.
 */
final class ImageDirectory {
    private static final String PART = ".part";

    private final Path root;

    ImageDirectory(Path root) {
        this.root = root;
    }

    Path part(UUID id) {
        return root.resolve(id + PART);
    }

    Path image(UUID id) {
        String name = id.toString();
        return root.resolve(name.substring(0, 2)).resolve(name);
    }

    /** Gives a written file its name; it is there entirely, and stays there after a power cut, or it is not there. */
    void place(Path written, UUID id) throws IOException {
        Path target = image(id);
        Path directory = target.resolveSibling("");
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            sync(root);
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
    }

    void remove(UUID id) throws IOException {
        Files.deleteIfExists(image(id));
    }

    /** Makes the directory and deletes what interrupted uploads left. */
    void prepare() throws IOException {
        Files.createDirectories(root);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(root, "*" + PART)) {
            for (Path part : parts) {
                String name = part.getFileName().toString();
                if (UuidText.parse(name.substring(0, name.length() - PART.length()))
                        .isPresent()) {
                    Files.delete(part);
                }
            }
        }
    }

    /** The directories that hold images. */
    List<Path> directories() throws IOException {
        List<Path> directories = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
            found.forEach(directories::add);
        }
        return directories;
    }

    /** The ids of the images in one of the directories. */
    List<UUID> images(Path directory) throws IOException {
        List<UUID> ids = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Optional<UUID> id = UuidText.parse(file.getFileName().toString());
                if (id.isPresent() && file.equals(image(id.get()))) {
                    ids.add(id.get());
                }
            }
        }
        return ids;
    }

    // A new name is durable when its directory is. Windows cannot open directories and needs none of this.
    private static void sync(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
