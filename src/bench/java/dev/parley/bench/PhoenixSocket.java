package dev.parley.bench;

/**
 * A chat client on the bot channel: joins, opens a session if it is to have one, and is answered by {@code btu_msg}.
 * Every push must be acknowledged with ok.
 */
final class PhoenixSocket extends ClientSocket {
    private static final String SESSION = "\"session\":\"";
    private static final String TEXT = "\"text\":\"";
    private static final int UUID_LENGTH = 36;

    /** How a client joins. */
    enum Kind {
        /** With {@code sessions}: it counts seqs, hears whole events and the status of what it says. */
        COUNTS,
        /** As AIDA's clients do. */
        PLAIN,
        /** As AIDA's clients do; what it hears is for all and answers nothing of its own. */
        ASKS,
        /** The same without a session: it only listens. */
        LISTENS
    }

    private final String topic;
    private final Kind kind;
    private String session = "";
    private int ref = 2;

    PhoenixSocket(String bot, Kind kind) {
        this.topic = "bot:" + bot;
        this.kind = kind;
    }

    @Override
    String path() {
        return "/socket/websocket?vsn=2.0.0";
    }

    @Override
    void opened() {
        String sessions = kind == Kind.COUNTS ? ",\"sessions\":{}" : "";
        send("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{\"access_token\":\"" + Bots.TOKEN + "\"" + sessions + "}]");
    }

    /** Says something to which the bot answers all. */
    void ask() {
        send(message(Text.of(0)));
    }

    @Override
    String message(String text) {
        return "[\"1\",\"" + ++ref + "\",\"" + topic + "\",\"utb_msg\",{\"text\":\"" + text + "\",\"session\":\"" + session
                + "\"}]";
    }

    @Override
    void text(String frame) {
        if (frame.contains("\"phx_reply\"")) {
            if (!frame.contains("\"status\":\"ok\"")) {
                broken(new IllegalStateException(frame));
            } else if (frame.startsWith("[\"1\",\"1\",")) {
                joined();
            } else if (session.isEmpty()) {
                int start = frame.indexOf(SESSION) + SESSION.length();
                session = frame.substring(start, start + UUID_LENGTH);
                usable();
            }
        } else if (frame.contains("\"btu_msg\"")) {
            if (kind == Kind.LISTENS || kind == Kind.ASKS) {
                heard();
            } else {
                answered(frame, frame.indexOf(TEXT) + TEXT.length());
            }
        }
    }

    private void joined() {
        if (kind == Kind.LISTENS) {
            usable();
        } else {
            send("[\"1\",\"2\",\"" + topic + "\",\"new_session\",{}]");
        }
    }
}
