package dev.parley.engineio;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What the revisions have in common. */
final class TextPackets {
    private TextPackets() {}

    static Packet.Text decode(byte[] frame) {
        if (frame.length == 0 || frame[0] < Packet.OPEN || frame[0] > Packet.NOOP) {
            throw new MalformedException("unknown packet type");
        }
        return new Packet.Text(frame);
    }

    /** Reads base64 behind a prefix. */
    static Packet.Binary decodeBase64(byte[] frame, int prefix) {
        try {
            String base64 = new String(frame, prefix, frame.length - prefix, StandardCharsets.ISO_8859_1);
            return new Packet.Binary(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("not base64");
        }
    }

    static byte[] encodeBase64(String prefix, Packet.Binary packet) {
        return (prefix + Base64.getEncoder().encodeToString(packet.data())).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Adds a packet unless there are too many. */
    static void add(List<Packet> packets, Packet packet) {
        if (packets.size() == Codec.MAX_PACKETS) {
            throw new MalformedException("more than " + Codec.MAX_PACKETS + " packets");
        }
        packets.add(packet);
    }
}
