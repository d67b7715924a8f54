package dev.parley.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Writes a cleaned image through one small buffer. */
final class Sink {
    private static final int BUFFER = 64 * 1024;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long size;

    Sink(WritableByteChannel channel) {
        this.channel = channel;
    }

    /** Bytes written so far. */
    long size() {
        return size;
    }

    void u8(int value) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) value);
        size++;
    }

    void u16(int value) throws IOException {
        u8(value >>> 8);
        u8(value);
    }

    void u32(long value) throws IOException {
        u16((int) (value >>> 16));
        u16((int) value);
    }

    void u32le(long value) throws IOException {
        for (int shift = 0; shift < 32; shift += 8) {
            u8((int) (value >>> shift));
        }
    }

    void bytes(byte[] bytes) throws IOException {
        bytes(ByteBuffer.wrap(bytes));
    }

    void bytes(ByteBuffer bytes) throws IOException {
        size += bytes.remaining();
        while (bytes.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int step = Math.min(bytes.remaining(), buffer.remaining());
            buffer.put(bytes.slice(bytes.position(), step));
            bytes.position(bytes.position() + step);
        }
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
