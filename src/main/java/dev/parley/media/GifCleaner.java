package dev.parley.media;

import java.io.IOException;

/** GIF: keeps frames, their control blocks and the loop count; drops comments, plain text and other extensions. */
final class GifCleaner implements Cleaner {
    private static final int SIGNATURE = 6;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int APPLICATION = 0xff;

    @Override
    public void clean(Source in, Sink out, PixelLimit extent) throws IOException {
        in.copy(SIGNATURE, out);
        extent.note(peek16(in, 0), peek16(in, 2));
        in.copy(4, out);
        int flags = in.u8();
        out.u8(flags);
        in.copy(2, out);
        colours(flags, in, out);
        boolean frames = false;
        // Encoders that stop without a trailer are common; nothing can hide behind the last block then.
        while (in.remaining() > 0 || !frames) {
            int block = in.u8();
            switch (block) {
                case FRAME -> {
                    frame(in, out, extent);
                    frames = true;
                }
                case EXTENSION -> extension(in, out);
                case TRAILER -> {
                    if (!frames) {
                        throw ImageRefusedException.broken("a GIF without frames");
                    }
                    out.u8(TRAILER);
                    return;
                }
                default -> throw ImageRefusedException.broken("a GIF with an unknown block");
            }
        }
    }

    private static void frame(Source in, Sink out, PixelLimit extent) throws IOException {
        extent.note(peek16(in, 4), peek16(in, 6));
        out.u8(FRAME);
        in.copy(8, out);
        int flags = in.u8();
        out.u8(flags);
        colours(flags, in, out);
        in.copy(1, out);
        for (int length = in.u8(); length > 0; length = in.u8()) {
            out.u8(length);
            in.copy(length, out);
        }
        out.u8(0);
    }

    private static void colours(int flags, Source in, Sink out) throws IOException {
        if ((flags & 0x80) != 0) {
            in.copy(3L << ((flags & 7) + 1), out);
        }
    }

    private static void extension(Source in, Sink out) throws IOException {
        int label = in.u8();
        int length = in.u8();
        byte[] first = in.bytes(length);
        boolean control = label == GRAPHIC_CONTROL && length == 4;
        boolean loop = label == APPLICATION && (named(first, "NETSCAPE2.0") || named(first, "ANIMEXTS1.0"));
        if (control || loop) {
            out.u8(EXTENSION);
            out.u8(label);
            out.u8(length);
            out.bytes(first);
        }
        if (length > 0) {
            blocks(in, out, loop);
        }
        if (control || loop) {
            out.u8(0);
        }
    }

    // Of the loop extension only its two meanings are kept: how often (1), and how much to buffer (2).
    private static void blocks(Source in, Sink out, boolean loop) throws IOException {
        for (int length = in.u8(); length > 0; length = in.u8()) {
            byte[] block = in.bytes(length);
            if (loop && ((length == 3 && block[0] == 1) || (length == 5 && block[0] == 2))) {
                out.u8(length);
                out.bytes(block);
            }
        }
    }

    private static boolean named(byte[] first, String name) {
        return first.length == name.length() && Ascii.at(first, 0, name);
    }

    private static int peek16(Source in, int ahead) throws IOException {
        long start = in.position();
        in.skip(ahead);
        int value = in.u16le();
        in.seek(start);
        return value;
    }
}
