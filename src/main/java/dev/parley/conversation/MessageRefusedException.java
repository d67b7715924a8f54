package dev.parley.conversation;

/** Something is no message; it has no stack trace because it is an answer, not an accident. */
public final class MessageRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    MessageRefusedException(String field) {
        super(field.isEmpty() ? "not a message" : "not a message: " + field, null, false, false);
        this.field = field;
    }

    /** What is missing or wrong, such as {@code text} or {@code buttons/0/title}; empty for the whole. */
    public String field() {
        return field;
    }
}
