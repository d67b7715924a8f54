package dev.parley.media;

import java.io.IOException;

/** The bytes are no image this server keeps. An answer to the sender, so it carries no stack trace. */
final class ImageRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the bytes. */
    enum Reason {
        /** None of the four formats. */
        UNSUPPORTED,
        /** One of the four formats by its first bytes, but its structure cannot be followed to the end. */
        BROKEN,
        TOO_MANY_PIXELS
    }

    private final Reason reason;

    ImageRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static ImageRefusedException broken(String message) {
        return new ImageRefusedException(Reason.BROKEN, message);
    }

    Reason reason() {
        return reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
