package dev.parley.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the cleaner of an image's format makes of it. */
record Cleaned(ImageFormat format, byte[] bytes, PixelLimit extent) {
    static Cleaned of(byte[] image) throws IOException {
        Path from = Files.createTempFile("cleaner", ".in");
        Path to = Files.createTempFile("cleaner", ".out");
        try (FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            Files.write(from, image);
            try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
                Source source = new Source(in);
                ImageFormat format = ImageFormat.of(source);
                PixelLimit extent = new PixelLimit(ImageLimits.DEFAULT.maxPixels());
                Sink sink = new Sink(out);
                format.cleaner().clean(source, sink, extent);
                sink.flush();
                byte[] bytes = Files.readAllBytes(to);
                if (bytes.length != sink.size()) {
                    throw new IllegalStateException("wrote " + bytes.length + " bytes, counted " + sink.size());
                }
                return new Cleaned(format, bytes, extent);
            }
        } finally {
            Files.delete(from);
            Files.delete(to);
        }
    }
}
