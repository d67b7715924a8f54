package dev.parley.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A WebSocket client down to the bit: it sends whatever it is told to, right or wrong. Blocking, for one thread. */
public final class RawSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** What arrived; opcode -1 is the end of the connection, -2 that nothing came in time. */
    public record Received(int opcode, int rsv, byte[] payload) {
        public static final Received END = new Received(-1, 0, new byte[0]);
        public static final Received NOTHING = new Received(-2, 0, new byte[0]);

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame, null without a body. */
        public Integer closeCode() {
            return payload.length < 2 ? null : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        @Override
        public String toString() {
            String shown = opcode == CLOSE ? String.valueOf(closeCode()) : text();
            return opcode + ":" + shown.substring(0, Math.min(300, shown.length()));
        }
    }

    public record Response(int status, Map<String, String> headers, String body) {}

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private boolean closeSent;

    public RawSocket(int port) throws IOException {
        this(port, 0);
    }

    /** With a receive buffer of so many bytes, 0 for the system's own. */
    public RawSocket(int port, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = socket.getOutputStream();
    }

    /** A WebSocket that is open. */
    public static RawSocket open(int port, String path) throws IOException {
        RawSocket socket = new RawSocket(port);
        Response response = socket.request("GET", path, Map.of());
        if (response.status() != 101) {
            throw new IOException("status " + response.status());
        }
        return socket;
    }

    /** The headers of an upgrade, changed by others; a null value takes one away. */
    public Response request(String method, String path, Map<String, String> changes) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + socket.getPort());
        headers.put("Connection", "Upgrade");
        headers.put("Upgrade", "websocket");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        headers.putAll(changes);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> {
            if (value != null) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        return response();
    }

    public Response response() throws IOException {
        socket.setSoTimeout(15_000);
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Response(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void text(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8), true, 0, true);
    }

    /** Many messages that arrive together. */
    public void texts(String... texts) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String text : texts) {
            frames.writeBytes(encode(TEXT, text.getBytes(StandardCharsets.UTF_8), true, 0, true));
        }
        write(frames.toByteArray());
    }

    public void binary(byte[] bytes) throws IOException {
        frame(BINARY, bytes, true, 0, true);
    }

    /** A close frame; without a code it has no body. */
    public void close(Integer code) throws IOException {
        frame(CLOSE, code == null ? new byte[0] : new byte[] {(byte) (code >> 8), code.byteValue()}, true, 0, true);
    }

    public void frame(int opcode, byte[] payload, boolean fin, int rsv, boolean masked) throws IOException {
        closeSent |= opcode == CLOSE;
        write(encode(opcode, payload, fin, rsv, masked));
    }

    public static byte[] encode(int opcode, byte[] payload, boolean fin, int rsv, boolean masked) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.put((byte) (mask | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (mask | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (mask | 127)).putLong(payload.length);
        }
        byte[] key = {0x11, 0x22, 0x33, 0x44};
        if (masked) {
            frame.put(key);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.put(masked ? (byte) (payload[i] ^ key[i & 3]) : payload[i]);
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** The next frame, waiting for it; a close frame is answered. */
    public Received receive(int millis) throws IOException {
        try {
            socket.setSoTimeout(Math.max(1, millis));
            in.mark(1);
            int first = in.readUnsignedByte();
            socket.setSoTimeout(15_000);
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            byte[] payload = in.readNBytes(length);
            Received received = new Received(first & 0x0f, first >> 4 & 7, payload);
            if (received.opcode() == CLOSE && !closeSent) {
                close(received.closeCode());
            }
            return received;
        } catch (SocketTimeoutException e) {
            return Received.NOTHING;
        } catch (EOFException | java.net.SocketException e) {
            return Received.END;
        }
    }

    public Received receive() throws IOException {
        return receive(5_000);
    }

    /** Reads as many bytes as fit, whatever they mean. */
    public int readNBytes(byte[] bytes) throws IOException {
        return in.readNBytes(bytes, 0, bytes.length);
    }

    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
