package dev.parley.media;

import java.io.IOException;

/**
 * Copies an image of one format without its metadata. Containers are taken apart and put together again; no pixel is
 * decoded, and an image that carries nothing to be removed comes out byte for byte.
 *
 * <p>Whatever a cleaner does not know is metadata to it and stays out. Where it cannot tell one part from the next the
 * image is refused: what cannot be walked cannot be vouched for.
 *
 * <p>The orientation is the one thing of EXIF that changes what people see, so it is kept as a block of its own.
 */
interface Cleaner {
    /** Reads from the file's first byte up to the image's end, whatever follows; blocks. */
    void clean(Source in, Sink out, PixelLimit extent) throws IOException;
}
