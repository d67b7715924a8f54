package dev.parley.conversation;

/**
 * A bot that cannot be changed so: its file owns it, or its id is taken. The message says which. Without stack trace,
 * because it is an answer.
 */
public final class BotConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BotConflictException(String message) {
        super(message, null, false, false);
    }
}
