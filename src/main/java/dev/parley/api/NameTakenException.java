package dev.parley.api;

/** There is a token of that name already. */
public final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NameTakenException(String name) {
        super("there is a token named " + name + " already", null, false, false);
    }
}
