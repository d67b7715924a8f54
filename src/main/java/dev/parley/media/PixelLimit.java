package dev.parley.media;

import dev.parley.media.ImageRefusedException.Reason;
import org.jspecify.annotations.Nullable;

/** Width and height as an image's headers say them, held against the limit as they are met. */
final class PixelLimit {
    private final long maxPixels;
    private @Nullable Integer width;
    private @Nullable Integer height;

    PixelLimit(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * Notes a picture, canvas or frame. The first readable one counts as the image's size; the limit holds for all,
     * because a decoder may make room for any of them. A zero means that the header does not say.
     */
    void note(int w, int h) throws ImageRefusedException {
        if (w <= 0 || h <= 0) {
            return;
        }
        if ((long) w * h > maxPixels) {
            throw new ImageRefusedException(Reason.TOO_MANY_PIXELS, w + " x " + h + " pixels are too many");
        }
        if (width == null) {
            width = w;
            height = h;
        }
    }

    @Nullable
    Integer width() {
        return width;
    }

    @Nullable
    Integer height() {
        return height;
    }
}
