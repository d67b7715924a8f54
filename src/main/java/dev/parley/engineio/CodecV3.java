package dev.parley.engineio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Revision 3: every packet of a body has its length before it. In text it is counted in UTF-16 units, as JavaScript does; in
 * a body of bytes there are a kind (0 text, 1 bytes), the length's digits as numbers, and 255. A binary frame begins with the
 * packet's type.
 */
final class CodecV3 implements Codec {
    static final CodecV3 INSTANCE = new CodecV3();

    /** Longer numbers cannot be lengths, as no body is that large. */
    private static final int MAX_DIGITS = 9;

    private static final int TEXT = 0;
    private static final int BYTES = 1;
    private static final int LENGTH_END = 255;
    private static final byte BINARY_MESSAGE = 4;

    private CodecV3() {}

    @Override
    public Packet decodeText(byte[] frame) {
        if (frame.length > 0 && frame[0] == 'b') {
            if (frame.length < 2 || frame[1] != Packet.MESSAGE) {
                throw new MalformedException("bytes outside a message");
            }
            return TextPackets.decodeBase64(frame, 2);
        }
        return TextPackets.decode(frame);
    }

    @Override
    public Packet decodeBinary(byte[] frame) {
        if (frame.length == 0 || frame[0] != BINARY_MESSAGE) {
            throw new MalformedException("bytes outside a message");
        }
        return new Packet.Binary(Arrays.copyOfRange(frame, 1, frame.length));
    }

    @Override
    public byte[] binaryFrame(Packet.Binary packet) {
        byte[] data = packet.data();
        byte[] frame = new byte[data.length + 1];
        frame[0] = BINARY_MESSAGE;
        System.arraycopy(data, 0, frame, 1, data.length);
        return frame;
    }

    @Override
    public byte[] base64Frame(Packet.Binary packet) {
        return TextPackets.encodeBase64("b4", packet);
    }

    @Override
    public List<Packet> decodePayload(byte[] body) {
        List<Packet> packets = new ArrayList<>(2);
        Lengths lengths = new Lengths(body);
        do {
            int units = lengths.next('0', ':');
            int start = lengths.position;
            int end = start;
            for (int left = units; left > 0; end++) {
                if (end == body.length) {
                    throw new MalformedException("cut off");
                }
                left -= Utf8.units(body[end]);
                if (left < 0) {
                    throw new MalformedException("half a character");
                }
            }
            while (end < body.length && Utf8.units(body[end]) == 0) {
                end++;
            }
            lengths.position = end;
            TextPackets.add(packets, decodeText(Arrays.copyOfRange(body, start, end)));
        } while (lengths.position < body.length);
        return packets;
    }

    @Override
    public List<Packet> decodeBinaryPayload(byte[] body) {
        List<Packet> packets = new ArrayList<>(2);
        Lengths lengths = new Lengths(body);
        do {
            int kind = body.length == 0 ? -1 : body[lengths.position++];
            if (kind != TEXT && kind != BYTES) {
                throw new MalformedException("neither text nor bytes");
            }
            int length = lengths.next(0, LENGTH_END);
            int start = lengths.position;
            if (length > body.length - start) {
                throw new MalformedException("cut off");
            }
            lengths.position = start + length;
            byte[] frame = Arrays.copyOfRange(body, start, start + length);
            TextPackets.add(packets, kind == TEXT ? decodeText(frame) : decodeBinary(frame));
        } while (lengths.position < body.length);
        return packets;
    }

    /** Reads the numbers in a body. */
    private static final class Lengths {
        private final byte[] body;
        private int position;

        Lengths(byte[] body) {
            this.body = body;
        }

        /** Reads the number at the position, and over what ends it. */
        int next(int zero, int end) {
            int number = 0;
            for (int digits = 0; position < body.length; digits++) {
                int next = (body[position++] & 0xff);
                if (next == end && digits > 0) {
                    return number;
                }
                int digit = next - zero;
                if (digit < 0 || digit > 9 || digits == MAX_DIGITS) {
                    break;
                }
                number = number * 10 + digit;
            }
            throw new MalformedException("no length");
        }
    }

    @Override
    public byte[] encodePayload(List<Packet> packets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Packet packet : packets) {
            byte[] frame =
                    packet instanceof Packet.Binary binary ? base64Frame(binary) : ((Packet.Text) packet).frame();
            body.writeBytes((Utf8.units(frame) + ":").getBytes(StandardCharsets.ISO_8859_1));
            body.writeBytes(frame);
        }
        return body.toByteArray();
    }

    @Override
    public byte[] encodeBinaryPayload(List<Packet> packets) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Packet packet : packets) {
            byte[] frame =
                    packet instanceof Packet.Binary binary ? binaryFrame(binary) : ((Packet.Text) packet).frame();
            body.write(packet instanceof Packet.Binary ? BYTES : TEXT);
            for (char digit : String.valueOf(frame.length).toCharArray()) {
                body.write(digit - '0');
            }
            body.write(LENGTH_END);
            body.writeBytes(frame);
        }
        return body.toByteArray();
    }

    @Override
    public boolean wantsBinaryPayload(List<Packet> packets, boolean always) {
        return always || packets.stream().anyMatch(Packet.Binary.class::isInstance);
    }
}
