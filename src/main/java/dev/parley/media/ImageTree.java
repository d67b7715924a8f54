package dev.parley.media;

import dev.parley.bot.UuidText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The files of all images in a directory of uploads, for whoever copies them or puts them back. All methods block. */
public final class ImageTree {
    private final ImageDirectory shelf;
    private final Path root;

    /** @param root the directory of uploads; it need not exist */
    public ImageTree(Path root) {
        this.shelf = new ImageDirectory(root);
        this.root = root;
    }

    /** What is done with an image's file. */
    public interface Visitor {
        void visit(UUID image, Path file) throws IOException;
    }

    /** Shows every image that is there now; one that goes meanwhile may be shown and be gone. */
    public void each(Visitor visitor) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        for (Path directory : shelf.directories()) {
            // A directory is one of 256.
            List<UUID> images = shelf.images(directory);
            for (UUID image : images) {
                visitor.visit(image, shelf.image(image));
            }
        }
    }

    /** Whether there is no image. */
    public boolean isEmpty() throws IOException {
        boolean[] found = {false};
        each((image, file) -> found[0] = true);
        return !found[0];
    }

    /** Where an image's file belongs, below the directory: {@code 0f/0f...}. */
    public static String name(UUID image) {
        String id = image.toString();
        return id.substring(0, 2) + "/" + id;
    }

    /** The image whose file has this name below the directory; empty for any other name. */
    public static Optional<UUID> image(String name) {
        return UuidText.parse(name.substring(name.indexOf('/') + 1))
                .filter(image -> name(image).equals(name));
    }
}
