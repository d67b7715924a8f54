package dev.parley.engineio;

import io.vertx.core.buffer.Buffer;

/** A message for clients, encoded once for all connections it is sent on. Immutable; any thread. */
public final class EngineIoMessage {
    private final Packet packet;

    private EngineIoMessage(Packet packet) {
        this.packet = packet;
    }

    public static EngineIoMessage text(String text) {
        return new EngineIoMessage(Packet.Text.of(Packet.MESSAGE, text));
    }

    /** A message of text that is UTF-8 already, in parts. */
    public static EngineIoMessage text(byte[]... utf8) {
        int size = 1;
        for (byte[] part : utf8) {
            size += part.length;
        }
        byte[] frame = new byte[size];
        frame[0] = Packet.MESSAGE;
        int position = 1;
        for (byte[] part : utf8) {
            System.arraycopy(part, 0, frame, position, part.length);
            position += part.length;
        }
        return new EngineIoMessage(new Packet.Text(frame));
    }

    /** A message of bytes; the buffer is copied. */
    public static EngineIoMessage binary(Buffer bytes) {
        return new EngineIoMessage(new Packet.Binary(bytes.getBytes()));
    }

    /** How many bytes it has. */
    public int size() {
        return packet.size();
    }

    Packet packet() {
        return packet;
    }
}
