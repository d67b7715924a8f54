package dev.parley.engineio;

import java.nio.charset.StandardCharsets;

/** A packet, as both directions and all transports have it. The bytes are never changed, so that many connections share them. */
sealed interface Packet {
    char OPEN = '0';
    char CLOSE = '1';
    char PING = '2';
    char PONG = '3';
    char MESSAGE = '4';
    char UPGRADE = '5';
    char NOOP = '6';

    /** Its type, one of those above. */
    char type();

    /** How many bytes it has, near enough to count what waits. */
    int size();

    /**
     * What follows the type, as text.
     *
     * @throws MalformedException if it is none
     */
    String text();

    /** The answer to it, if it is a ping. */
    default Packet pong() {
        return Text.of(PONG, text());
    }

    /** A packet of any type, its frame being the type's digit and the data in UTF-8: the same in both protocols. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Text(byte[] frame) implements Packet {
        static Text of(char type, String data) {
            return new Text((type + data).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public char type() {
            return (char) frame[0];
        }

        @Override
        public String text() {
            return Utf8.decode(frame, 1);
        }

        @Override
        public int size() {
            return frame.length;
        }
    }

    /** A message of bytes; no other type carries any. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Binary(byte[] data) implements Packet {
        @Override
        public char type() {
            return MESSAGE;
        }

        @Override
        public String text() {
            throw new MalformedException("bytes where text is due");
        }

        @Override
        public int size() {
            return data.length;
        }
    }
}
