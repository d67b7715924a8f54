package dev.parley.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Which way up an image is shown, as EXIF says it: 1 upright, 2 to 8 mirrored or turned. */
final class Orientation {
    /** How much of an EXIF block is looked at; the orientation stands in its first directory. */
    static final int LOOK_AT = 64 * 1024;

    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int MAGIC = 42;
    private static final int ENTRY = 12;

    private Orientation() {}

    /** Reads it from an EXIF block, with or without the {@code Exif} prefix JPEG puts before it; upright if unreadable. */
    static int read(byte[] exif) {
        int start = Ascii.at(exif, 0, "Exif\0\0") ? 6 : 0;
        try {
            ByteBuffer tiff = ByteBuffer.wrap(exif, start, exif.length - start).slice();
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            if (tiff.getShort(2) != MAGIC) {
                return UPRIGHT;
            }
            return find(tiff.position(tiff.getInt(4)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            // Directories that lead out of the block are common in the wild and say nothing.
            return UPRIGHT;
        }
    }

    private static int find(ByteBuffer directory) {
        int entries = directory.getShort() & 0xffff;
        int first = directory.position();
        for (int i = 0; i < entries; i++) {
            int entry = first + i * ENTRY;
            if ((directory.getShort(entry) & 0xffff) == TAG && directory.getShort(entry + 2) == SHORT) {
                int value = directory.getShort(entry + 8);
                return value >= UPRIGHT && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** The smallest EXIF block that says it: one directory with one entry, big-endian, without prefix. */
    static byte[] block(int orientation) {
        return ByteBuffer.allocate(26)
                .put((byte) 'M')
                .put((byte) 'M')
                .putShort((short) MAGIC)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) TAG)
                .putShort((short) SHORT)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
