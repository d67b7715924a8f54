package dev.parley.engineio;

import java.util.List;

/**
 * How packets look on the wire in one revision of the protocol: one by one in WebSocket frames, many together in the body
 * of a request or its answer. Pure; decoders throw {@link MalformedException} and nothing else.
 */
interface Codec {
    /** How many packets one body may hold: more than a client has to say, less than fills the memory. */
    int MAX_PACKETS = 10_000;

    /** Reads a text frame, or one packet of a text body. */
    Packet decodeText(byte[] frame);

    /** Reads a binary frame. */
    Packet decodeBinary(byte[] frame);

    /** A binary frame. */
    byte[] binaryFrame(Packet.Binary packet);

    /** A text frame in place of a binary one, for clients that ask for base64. */
    byte[] base64Frame(Packet.Binary packet);

    /** Reads a body of text. */
    List<Packet> decodePayload(byte[] body);

    /** Reads a body of bytes. */
    List<Packet> decodeBinaryPayload(byte[] body);

    /** A body of text, binary packets in base64. */
    byte[] encodePayload(List<Packet> packets);

    /** A body of bytes. */
    byte[] encodeBinaryPayload(List<Packet> packets);

    /**
     * Whether an answer should be a body of bytes.
     *
     * @param always if the client wants all of them so
     */
    boolean wantsBinaryPayload(List<Packet> packets, boolean always);
}
