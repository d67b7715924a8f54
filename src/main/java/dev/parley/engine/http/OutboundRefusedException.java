package dev.parley.engine.http;

/** An address that may not be called; the message says why and names the key to set. Without stack trace: an answer. */
public final class OutboundRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutboundRefusedException(String message) {
        super(message, null, false, false);
    }
}
