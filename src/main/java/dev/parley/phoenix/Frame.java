package dev.parley.phoenix;

/**
 * An encoded message: what travels in one WebSocket frame. The bytes are never changed, so that receivers share them.
 *
 * @param binary true for a binary frame, false for a text frame in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(boolean binary, byte[] bytes) {
    int size() {
        return bytes.length;
    }
}
