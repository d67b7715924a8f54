package dev.parley.socketio;

import org.jspecify.annotations.Nullable;

/** What a packet is for. */
enum PacketType {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6');

    private static final PacketType[] ALL = values();

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    /** The type with a digit; null if there is none. */
    static @Nullable PacketType of(char digit) {
        int number = digit - '0';
        return number >= 0 && number < ALL.length ? ALL[number] : null;
    }

    /** Its name on the wire. */
    char digit() {
        return digit;
    }

    /** Whether attachments follow. */
    boolean binary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }
}
