package dev.parley.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns an uploaded file into a clean image on the shelf. Blocks; needs two small buffers whatever the image's size. */
final class ImageIngest {
    private final ImageDirectory shelf;
    private final Disk disk;
    private final long maxPixels;

    ImageIngest(ImageDirectory shelf, Disk disk, long maxPixels) {
        this.shelf = shelf;
        this.disk = disk;
        this.maxPixels = maxPixels;
    }

    /** What is on the shelf now. */
    record Placed(
            UUID id,
            String type,
            long size,
            @Nullable Integer width,
            @Nullable Integer height) {}

    /** Cleans and places the image; on any failure nothing new stays on the disk. The upload itself is left alone. */
    Placed take(Path upload) throws IOException {
        // The id is all that protects an image from strangers; randomUUID draws it from a SecureRandom.
        UUID id = UUID.randomUUID();
        Path clean = shelf.part(id);
        try (FileChannel from = FileChannel.open(upload, StandardOpenOption.READ)) {
            Source in = new Source(from);
            ImageFormat format = ImageFormat.of(in);
            PixelLimit extent = new PixelLimit(maxPixels);
            long size = write(in, clean, format, extent);
            shelf.place(clean, id);
            return new Placed(id, format.type(), size, extent.width(), extent.height());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(clean);
            shelf.remove(id);
            throw e;
        }
    }

    /** Places an upload as it is; it is gone from where it was. On any failure nothing new stays on the disk. */
    Placed keep(Path upload, String type) throws IOException {
        UUID id = UUID.randomUUID();
        try (FileChannel written = FileChannel.open(upload, StandardOpenOption.WRITE)) {
            written.force(true);
            shelf.place(upload, id);
            return new Placed(id, type, written.size(), null, null);
        } catch (IOException | RuntimeException e) {
            shelf.remove(id);
            throw e;
        }
    }

    private long write(Source in, Path clean, ImageFormat format, PixelLimit extent) throws IOException {
        try (FileChannel to = disk.create(clean)) {
            Sink out = new Sink(to);
            format.cleaner().clean(in, out, extent);
            out.flush();
            to.force(true);
            return out.size();
        }
    }
}
