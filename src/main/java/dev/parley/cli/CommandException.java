package dev.parley.cli;

/** A command cannot do what it was asked to; the message is for the operator. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message, null, false, false);
    }
}
