package dev.parley.bench;

/** A client of the bare echo server; its messages are as long as a {@link PhoenixSocket}'s. */
final class EchoSocket extends ClientSocket {
    private static final String BEFORE = "[\"1\",\"1000\",\"bot:" + "0".repeat(36) + "\",\"utb_msg\",{\"text\":\"";
    private static final String AFTER = "\",\"session\":\"" + "0".repeat(36) + "\"}]";

    @Override
    String path() {
        return "/";
    }

    @Override
    void opened() {
        usable();
    }

    @Override
    String message(String text) {
        return BEFORE + text + AFTER;
    }

    @Override
    void text(String frame) {
        answered(frame, BEFORE.length());
    }
}
