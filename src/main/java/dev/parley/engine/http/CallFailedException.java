package dev.parley.engine.http;

/** A call that came to nothing: no connection, no answer in time, an answer too large. Without stack trace: an answer. */
public final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CallFailedException(String message) {
        super(message, null, false, false);
    }
}
