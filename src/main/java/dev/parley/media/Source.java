package dev.parley.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads an uploaded file through one small buffer. Reading past the end refuses the image as broken. */
final class Source {
    private static final int BUFFER = 64 * 1024;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long bufferStart;

    Source(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    long position() {
        return bufferStart + buffer.position();
    }

    long remaining() {
        return size - position();
    }

    void seek(long position) {
        long inBuffer = position - bufferStart;
        if (inBuffer >= 0 && inBuffer <= buffer.limit()) {
            buffer.position((int) inBuffer);
        } else {
            bufferStart = position;
            buffer.limit(0);
        }
    }

    int u8() throws IOException {
        if (!buffer.hasRemaining()) {
            fill();
        }
        return buffer.get() & 0xff;
    }

    int u16() throws IOException {
        return u8() << 8 | u8();
    }

    int u16le() throws IOException {
        return u8() | u8() << 8;
    }

    int u24le() throws IOException {
        return u16le() | u8() << 16;
    }

    long u32() throws IOException {
        return (long) u16() << 16 | u16();
    }

    long u32le() throws IOException {
        return u16le() | (long) u16le() << 16;
    }

    byte[] bytes(int count) throws IOException {
        require(count);
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            if (!buffer.hasRemaining()) {
                fill();
            }
            int step = Math.min(count - done, buffer.remaining());
            buffer.get(bytes, done, step);
            done += step;
        }
        return bytes;
    }

    void skip(long count) throws IOException {
        require(count);
        seek(position() + count);
    }

    void copy(long count, Sink out) throws IOException {
        require(count);
        long left = count;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                fill();
            }
            int step = (int) Math.min(left, buffer.remaining());
            out.bytes(buffer.slice(buffer.position(), step));
            buffer.position(buffer.position() + step);
            left -= step;
        }
    }

    // Checked before anything is read or allocated: a length field may claim anything.
    private void require(long count) throws IOException {
        if (count > remaining()) {
            throw ImageRefusedException.broken("a part of the image is longer than the file");
        }
    }

    private void fill() throws IOException {
        bufferStart += buffer.limit();
        buffer.clear();
        int read = channel.read(buffer, bufferStart);
        buffer.flip();
        if (read <= 0) {
            throw ImageRefusedException.broken("the image ends too early");
        }
    }
}
