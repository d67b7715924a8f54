package dev.parley.media;

import java.io.IOException;
import java.util.Arrays;

/**
 * JPEG: keeps tables, frames and scans, the JFIF header, the colour profile and Adobe's colour transform; drops EXIF,
 * XMP, IPTC, comments, thumbnails and whatever follows the end (a second picture, a film).
 */
final class JpegCleaner implements Cleaner {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;
    private static final int END_OF_FILE = -1;
    private static final int JFIF_LENGTH = 14;
    private static final int ADOBE_LENGTH = 12;

    @Override
    public void clean(Source in, Sink out, PixelLimit extent) throws IOException {
        in.copy(2, out);
        boolean frame = false;
        boolean pixels = false;
        int marker = marker(in);
        while (marker != EOI && marker != END_OF_FILE) {
            int length = in.u16() - 2;
            if (length < 0) {
                throw ImageRefusedException.broken("a JPEG segment shorter than its length");
            }
            if (marker >= APP0 && marker <= APP15) {
                application(marker, in.bytes(length), out);
            } else if (marker == COMMENT) {
                in.skip(length);
            } else if (isTable(marker) || isFrame(marker) || marker == SOS) {
                if (isFrame(marker)) {
                    note(in, length, extent);
                    frame = true;
                }
                begin(out, marker, length);
                in.copy(length, out);
            } else {
                throw ImageRefusedException.broken("a JPEG with an unknown segment");
            }
            if (marker == SOS) {
                pixels = frame;
                marker = scan(in, out);
            } else {
                marker = marker(in);
            }
        }
        if (!pixels) {
            throw ImageRefusedException.broken("a JPEG without pixels");
        }
        if (marker == EOI) {
            out.u16(0xff00 | EOI);
        }
    }

    // Markers may be preceded by any number of fill bytes FF, which say nothing and are left out.
    private static int marker(Source in) throws IOException {
        if (in.u8() != 0xff) {
            throw ImageRefusedException.broken("a JPEG with bytes between its segments");
        }
        int marker = in.u8();
        while (marker == 0xff) {
            marker = in.u8();
        }
        if (marker == SOI) {
            throw ImageRefusedException.broken("a JPEG that begins twice");
        }
        return marker;
    }

    /**
     * Copies pixel data up to the next marker. In it FF 00 stands for a byte FF, and FF D0 to FF D7 are restarts. A
     * file that ends here is merely cut off: decoders show what there is, and nothing can hide behind the end.
     */
    private static int scan(Source in, Sink out) throws IOException {
        while (in.remaining() > 0) {
            int value = in.u8();
            while (value == 0xff && in.remaining() > 0) {
                int next = in.u8();
                if (next != 0xff && next != 0 && (next < 0xd0 || next > 0xd7)) {
                    return next;
                }
                out.u8(value);
                value = next;
            }
            out.u8(value);
        }
        return END_OF_FILE;
    }

    private static void note(Source in, int length, PixelLimit extent) throws IOException {
        if (length < 6) {
            throw ImageRefusedException.broken("a JPEG frame without a size");
        }
        long start = in.position();
        in.skip(1);
        int height = in.u16();
        int width = in.u16();
        in.seek(start);
        extent.note(width, height);
    }

    private static void application(int marker, byte[] payload, Sink out) throws IOException {
        if (marker == APP0 && Ascii.at(payload, 0, "JFIF\0") && payload.length >= JFIF_LENGTH) {
            byte[] header = Arrays.copyOf(payload, JFIF_LENGTH);
            // A thumbnail follows in the rare file that has one; it may show what was cut off later.
            header[12] = 0;
            header[13] = 0;
            segment(out, marker, header);
        } else if (marker == APP1 && Ascii.at(payload, 0, "Exif\0\0")) {
            int orientation = Orientation.read(payload);
            if (orientation != Orientation.UPRIGHT) {
                byte[] block = Orientation.block(orientation);
                begin(out, APP1, 6 + block.length);
                out.bytes(Ascii.bytes("Exif\0\0"));
                out.bytes(block);
            }
        } else if (marker == APP2 && Ascii.at(payload, 0, "ICC_PROFILE\0")) {
            segment(out, marker, payload);
        } else if (marker == APP14 && Ascii.at(payload, 0, "Adobe") && payload.length >= ADOBE_LENGTH) {
            segment(out, marker, Arrays.copyOf(payload, ADOBE_LENGTH));
        }
    }

    private static void segment(Sink out, int marker, byte[] payload) throws IOException {
        begin(out, marker, payload.length);
        out.bytes(payload);
    }

    private static void begin(Sink out, int marker, int length) throws IOException {
        out.u16(0xff00 | marker);
        out.u16(length + 2);
    }

    // SOF0 to SOF15; C4, C8 and CC among them mean something else.
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    // DHT, DAC, and DQT, DNL, DRI, DHP, EXP.
    private static boolean isTable(int marker) {
        return marker == 0xc4 || marker == 0xcc || (marker >= 0xdb && marker <= 0xdf);
    }
}
