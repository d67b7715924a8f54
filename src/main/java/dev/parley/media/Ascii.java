package dev.parley.media;

import java.nio.charset.StandardCharsets;

/** Names inside binary formats. */
final class Ascii {
    private Ascii() {}

    /** True when the bytes from {@code offset} on begin with this text. */
    static boolean at(byte[] bytes, int offset, String text) {
        if (bytes.length - offset < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
