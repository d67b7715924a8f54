package dev.parley.media;

import java.io.IOException;
import java.util.Set;

/**
 * WebP: keeps pixels, alpha, animation and colour profile; drops EXIF, XMP and unknown chunks, also those inside
 * animation frames, and writes lengths and flags that fit what is left.
 *
 * <p>Lengths stand before their contents, so chunks are walked twice: once to measure, once to write. Nothing but
 * positions is kept in between.
 */
final class WebpCleaner implements Cleaner {
    private static final int CHUNK_HEAD = 8;
    private static final int FRAME_HEAD = 16;
    private static final int HAS_EXIF = 0x08;
    private static final int HAS_XMP = 0x04;
    private static final Set<String> PIXELS = Set.of("VP8 ", "VP8L");
    private static final Set<String> SHOWN = Set.of("VP8 ", "VP8L", "ALPH", "ICCP", "ANIM");
    private static final Set<String> IN_FRAME = Set.of("VP8 ", "VP8L", "ALPH");

    @Override
    public void clean(Source in, Sink out, PixelLimit extent) throws IOException {
        in.skip(4);
        long riff = in.u32le();
        in.skip(4);
        long start = in.position();
        if (riff < 4 || riff - 4 > in.remaining()) {
            throw ImageRefusedException.broken("a WebP longer than its file");
        }
        Walk walk = new Walk(in, start, start + riff - 4, extent);
        walk.measure();
        out.bytes(Ascii.bytes("RIFF"));
        out.u32le(4 + walk.kept);
        out.bytes(Ascii.bytes("WEBP"));
        walk.write(out);
    }

    private record Chunk(String type, long start, long length, long end) {
        /** What the chunk takes with its head and the byte that makes it even. */
        long whole() {
            return CHUNK_HEAD + length + (length & 1);
        }
    }

    private static final class Walk {
        private final Source in;
        private final long start;
        private final long end;
        private final PixelLimit extent;
        private long kept;
        private int orientation = Orientation.UPRIGHT;
        private boolean pixels;
        private boolean turned;

        Walk(Source in, long start, long end, PixelLimit extent) {
            this.in = in;
            this.start = start;
            this.end = end;
            this.extent = extent;
        }

        void measure() throws IOException {
            in.seek(start);
            while (in.position() < end) {
                boolean first = in.position() == start;
                Chunk chunk = next(end);
                if (first && !chunk.type.equals("VP8X") && !PIXELS.contains(chunk.type)) {
                    throw ImageRefusedException.broken("a WebP that begins with another chunk");
                }
                if (chunk.type.equals("VP8X")) {
                    canvas(chunk, first);
                    kept += chunk.whole();
                } else if (chunk.type.equals("ANMF")) {
                    kept += CHUNK_HEAD + frameLength(chunk, true);
                } else if (SHOWN.contains(chunk.type)) {
                    note(chunk);
                    kept += chunk.whole();
                } else if (chunk.type.equals("EXIF") && orientation == Orientation.UPRIGHT) {
                    orientation = Orientation.read(in.bytes((int) Math.min(chunk.length, Orientation.LOOK_AT)));
                    if (orientation != Orientation.UPRIGHT) {
                        kept += CHUNK_HEAD + Orientation.block(orientation).length;
                    }
                }
                in.seek(chunk.end);
            }
            if (!pixels) {
                throw ImageRefusedException.broken("a WebP without pixels");
            }
        }

        void write(Sink out) throws IOException {
            in.seek(start);
            while (in.position() < end) {
                Chunk chunk = next(end);
                if (chunk.type.equals("VP8X")) {
                    begin(out, chunk.type, chunk.length);
                    int kind = in.u8() & ~(HAS_EXIF | HAS_XMP);
                    out.u8(orientation == Orientation.UPRIGHT ? kind : kind | HAS_EXIF);
                    in.copy(chunk.length - 1, out);
                } else if (chunk.type.equals("ANMF")) {
                    begin(out, chunk.type, frameLength(chunk, false));
                    in.seek(chunk.start);
                    in.copy(FRAME_HEAD, out);
                    frame(chunk, out);
                } else if (SHOWN.contains(chunk.type)) {
                    copy(chunk, out);
                } else if (chunk.type.equals("EXIF") && !turned) {
                    turn(out);
                }
                in.seek(chunk.end);
            }
        }

        private void turn(Sink out) throws IOException {
            if (orientation != Orientation.UPRIGHT) {
                byte[] block = Orientation.block(orientation);
                begin(out, "EXIF", block.length);
                out.bytes(block);
                turned = true;
            }
        }

        private void canvas(Chunk chunk, boolean first) throws IOException {
            if (!first || chunk.length != 10) {
                throw ImageRefusedException.broken("a WebP with a misplaced header");
            }
            in.skip(4);
            extent.note(in.u24le() + 1, in.u24le() + 1);
        }

        private long frameLength(Chunk frame, boolean noting) throws IOException {
            if (frame.length < FRAME_HEAD) {
                throw ImageRefusedException.broken("a WebP frame without a head");
            }
            long length = FRAME_HEAD;
            in.seek(frame.start + FRAME_HEAD);
            while (in.position() < frame.start + frame.length) {
                Chunk chunk = next(frame.start + frame.length);
                if (IN_FRAME.contains(chunk.type)) {
                    if (noting) {
                        note(chunk);
                    }
                    length += chunk.whole();
                }
                in.seek(chunk.end);
            }
            return length;
        }

        private void frame(Chunk frame, Sink out) throws IOException {
            while (in.position() < frame.start + frame.length) {
                Chunk chunk = next(frame.start + frame.length);
                if (IN_FRAME.contains(chunk.type)) {
                    copy(chunk, out);
                }
                in.seek(chunk.end);
            }
        }

        private Chunk next(long limit) throws IOException {
            if (limit - in.position() < CHUNK_HEAD) {
                throw ImageRefusedException.broken("a WebP with bytes between its chunks");
            }
            String type = Ascii.text(in.bytes(4));
            long length = in.u32le();
            long from = in.position();
            if (length > limit - from) {
                throw ImageRefusedException.broken("a WebP chunk longer than what holds it");
            }
            // Some writers leave out the last even-making byte.
            return new Chunk(type, from, length, Math.min(limit, from + length + (length & 1)));
        }

        private void note(Chunk chunk) throws IOException {
            if (!PIXELS.contains(chunk.type)) {
                return;
            }
            pixels = true;
            if (chunk.type.equals("VP8L") && chunk.length >= 5 && in.u8() == 0x2f) {
                long bits = in.u32le();
                extent.note((int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1);
            } else if (chunk.type.equals("VP8 ") && chunk.length >= 10) {
                in.skip(3);
                if (in.u24le() == 0x2a019d) {
                    extent.note(in.u16le() & 0x3fff, in.u16le() & 0x3fff);
                }
            }
        }

        private void copy(Chunk chunk, Sink out) throws IOException {
            begin(out, chunk.type, chunk.length);
            in.copy(chunk.length, out);
            if ((chunk.length & 1) == 1) {
                out.u8(0);
            }
        }

        private static void begin(Sink out, String type, long length) throws IOException {
            out.bytes(Ascii.bytes(type));
            out.u32le(length);
        }
    }
}
