package dev.parley.engineio;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Revision 4: bodies are text, their packets parted by the record separator; a binary frame is a message as it is. */
final class CodecV4 implements Codec {
    static final CodecV4 INSTANCE = new CodecV4();

    private static final byte SEPARATOR = 0x1e;

    private CodecV4() {}

    @Override
    public Packet decodeText(byte[] frame) {
        return frame.length > 0 && frame[0] == 'b' ? TextPackets.decodeBase64(frame, 1) : TextPackets.decode(frame);
    }

    @Override
    public Packet decodeBinary(byte[] frame) {
        return new Packet.Binary(frame);
    }

    @Override
    public byte[] binaryFrame(Packet.Binary packet) {
        return packet.data();
    }

    @Override
    public byte[] base64Frame(Packet.Binary packet) {
        return TextPackets.encodeBase64("b", packet);
    }

    @Override
    public List<Packet> decodePayload(byte[] body) {
        List<Packet> packets = new ArrayList<>(2);
        int start = 0;
        while (start <= body.length) {
            int end = start;
            while (end < body.length && body[end] != SEPARATOR) {
                end++;
            }
            TextPackets.add(packets, decodeText(Arrays.copyOfRange(body, start, end)));
            start = end + 1;
        }
        return packets;
    }

    @Override
    public List<Packet> decodeBinaryPayload(byte[] body) {
        throw new MalformedException("a body of bytes");
    }

    @Override
    public byte[] encodePayload(List<Packet> packets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Packet packet : packets) {
            if (body.size() > 0) {
                body.write(SEPARATOR);
            }
            body.writeBytes(
                    packet instanceof Packet.Binary binary ? base64Frame(binary) : ((Packet.Text) packet).frame());
        }
        return body.toByteArray();
    }

    @Override
    public byte[] encodeBinaryPayload(List<Packet> packets) {
        throw new UnsupportedOperationException("revision 4 has none");
    }

    @Override
    public boolean wantsBinaryPayload(List<Packet> packets, boolean always) {
        return false;
    }
}
