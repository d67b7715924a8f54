package dev.parley.media;

/** A body that is not the multipart body its header promised. An answer to the sender, so it carries no stack trace. */
final class MalformedBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedBodyException(String message) {
        super(message, null, false, false);
    }
}
