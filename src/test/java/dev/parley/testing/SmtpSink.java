package dev.parley.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on a free port of this machine that takes everything and delivers nothing (RFC 5321, what clients need of it). */
public final class SmtpSink {
    private final NetServer server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();

    /**
     * A mail that was taken.
     *
     * @param content headers and body as they were sent
     */
    public record Mail(String from, List<String> to, String content) {}

    private SmtpSink(NetServer server) {
        this.server = server;
    }

    public static SmtpSink start(Vertx vertx) {
        NetServer server = vertx.createNetServer();
        SmtpSink sink = new SmtpSink(server);
        server.connectHandler(socket -> sink.new Dialogue(socket).begin());
        Waiting.on(server.listen(0, "127.0.0.1"));
        return sink;
    }

    public int port() {
        return server.actualPort();
    }

    /** What was taken so far. */
    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    private final class Dialogue {
        private final NetSocket socket;
        private String from = "";
        private List<String> to = new ArrayList<>();
        private StringBuilder content;

        Dialogue(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            socket.handler(RecordParser.newDelimited("\r\n", this::line));
            reply("220 sink.example");
        }

        private void line(Buffer buffer) {
            String line = buffer.toString();
            if (content != null) {
                content(line);
                return;
            }
            String command = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            switch (command) {
                case "EHLO", "HELO", "RSET", "NOOP" -> {
                    to = new ArrayList<>();
                    reply("250 sink.example");
                }
                case "MAIL" -> {
                    from = address(line);
                    reply("250 ok");
                }
                case "RCPT" -> {
                    to.add(address(line));
                    reply("250 ok");
                }
                case "DATA" -> {
                    content = new StringBuilder();
                    reply("354 go on");
                }
                case "QUIT" -> {
                    reply("221 bye");
                    socket.close();
                }
                default -> reply("502 not here");
            }
        }

        private void content(String line) {
            if (line.equals(".")) {
                mails.add(new Mail(from, List.copyOf(to), content.toString()));
                content = null;
                to = new ArrayList<>();
                reply("250 taken");
            } else {
                content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
        }

        private static String address(String line) {
            return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }

        private void reply(String line) {
            socket.write(line + "\r\n");
        }
    }
}
