package dev.parley.media;

import dev.parley.media.ImageRefusedException.Reason;
import java.io.IOException;
import java.util.Arrays;

/** The formats that are kept, told by their first bytes; the declared type counts for nothing. */
enum ImageFormat {
    PNG("image/png") {
        @Override
        boolean begins(byte[] head) {
            return Arrays.equals(head, 0, 8, PngCleaner.SIGNATURE, 0, 8);
        }
    },
    JPEG("image/jpeg") {
        @Override
        boolean begins(byte[] head) {
            return (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xd8 && (head[2] & 0xff) == 0xff;
        }
    },
    GIF("image/gif") {
        @Override
        boolean begins(byte[] head) {
            return Ascii.at(head, 0, "GIF87a") || Ascii.at(head, 0, "GIF89a");
        }
    },
    WEBP("image/webp") {
        @Override
        boolean begins(byte[] head) {
            return Ascii.at(head, 0, "RIFF") && Ascii.at(head, 8, "WEBP");
        }
    };

    private static final int HEAD = 12;

    private final String type;

    ImageFormat(String type) {
        this.type = type;
    }

    /** The media type. */
    String type() {
        return type;
    }

    Cleaner cleaner() {
        return switch (this) {
            case PNG -> new PngCleaner();
            case JPEG -> new JpegCleaner();
            case GIF -> new GifCleaner();
            case WEBP -> new WebpCleaner();
        };
    }

    abstract boolean begins(byte[] head);

    /** Looks at the first bytes and leaves the source at its start. */
    static ImageFormat of(Source in) throws IOException {
        byte[] head = Arrays.copyOf(in.bytes((int) Math.min(HEAD, in.remaining())), HEAD);
        in.seek(0);
        for (ImageFormat format : values()) {
            if (format.begins(head)) {
                return format;
            }
        }
        throw new ImageRefusedException(Reason.UNSUPPORTED, "neither PNG, JPEG, GIF nor WebP");
    }
}
