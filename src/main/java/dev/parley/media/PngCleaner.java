package dev.parley.media;

import java.io.IOException;
import java.util.Set;
import java.util.zip.CRC32;

/** PNG and APNG: keeps the chunks that make the picture and drops all others (text, EXIF, time, private ones). */
final class PngCleaner implements Cleaner {
    static final byte[] SIGNATURE = Ascii.bytes("\u0089PNG\r\n\u001a\n");

    private static final int CRC = 4;
    private static final int IHDR_LENGTH = 13;
    private static final Set<String> CRITICAL = Set.of("IHDR", "PLTE", "IDAT", "IEND");
    // Colour, transparency, size on paper, animation: what a viewer may look at.
    private static final Set<String> SHOWN = Set.of(
            "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "tRNS", "bKGD", "hIST", "sPLT", "pHYs",
            "acTL", "fcTL", "fdAT");

    @Override
    public void clean(Source in, Sink out, PixelLimit extent) throws IOException {
        in.copy(SIGNATURE.length, out);
        header(in, out, extent);
        boolean pixels = false;
        while (true) {
            long length = in.u32();
            String type = Ascii.text(in.bytes(4));
            if (type.equals("IEND")) {
                if (!pixels || length != 0) {
                    throw ImageRefusedException.broken("a PNG without pixels");
                }
                begin(out, length, type);
                in.copy(CRC, out);
                return;
            }
            pixels |= type.equals("IDAT");
            chunk(in, out, length, type);
        }
    }

    private static void header(Source in, Sink out, PixelLimit extent) throws IOException {
        long length = in.u32();
        String type = Ascii.text(in.bytes(4));
        if (length != IHDR_LENGTH || !type.equals("IHDR")) {
            throw ImageRefusedException.broken("a PNG begins with IHDR");
        }
        begin(out, length, type);
        long start = in.position();
        extent.note(pixels(in.u32()), pixels(in.u32()));
        in.seek(start);
        in.copy(length + CRC, out);
    }

    // PNG's numbers have 31 bits; larger ones say nothing.
    private static int pixels(long value) {
        return value > Integer.MAX_VALUE ? 0 : (int) value;
    }

    private static void chunk(Source in, Sink out, long length, String type) throws IOException {
        if (type.equals("IHDR") || (Character.isUpperCase(type.charAt(0)) && !CRITICAL.contains(type))) {
            throw ImageRefusedException.broken("a PNG with a second or unknown critical chunk");
        }
        if (CRITICAL.contains(type) || SHOWN.contains(type)) {
            begin(out, length, type);
            in.copy(length + CRC, out);
            return;
        }
        long end = in.position() + length + CRC;
        if (type.equals("eXIf")) {
            turn(in.bytes((int) Math.min(length, Orientation.LOOK_AT)), out);
        }
        in.skip(end - in.position());
    }

    private static void turn(byte[] exif, Sink out) throws IOException {
        int orientation = Orientation.read(exif);
        if (orientation != Orientation.UPRIGHT) {
            byte[] block = Orientation.block(orientation);
            begin(out, block.length, "eXIf");
            out.bytes(block);
            CRC32 crc = new CRC32();
            crc.update(Ascii.bytes("eXIf"));
            crc.update(block);
            out.u32(crc.getValue());
        }
    }

    private static void begin(Sink out, long length, String type) throws IOException {
        out.u32(length);
        out.bytes(Ascii.bytes(type));
    }
}
