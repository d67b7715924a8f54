package dev.parley.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts binary fixtures together. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] concat(byte[]... parts) {
        Bytes all = new Bytes();
        for (byte[] part : parts) {
            all.add(part);
        }
        return all.toArray();
    }

    static boolean contains(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    Bytes add(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Bytes add(String text) {
        return add(text(text));
    }

    Bytes u8(int... values) {
        return add(of(values));
    }

    Bytes u16(int value) {
        return u8(value >>> 8, value);
    }

    Bytes u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    Bytes u16le(int value) {
        return u8(value, value >>> 8);
    }

    Bytes u24le(int value) {
        return u16le(value).u8(value >>> 16);
    }

    Bytes u32le(int value) {
        return u16le(value).u16le(value >>> 16);
    }

    byte[] toArray() {
        return out.toByteArray();
    }
}
