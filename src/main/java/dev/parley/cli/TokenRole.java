package dev.parley.cli;

/** What a token may do, in the words of the command line. */
enum TokenRole {
    READ,
    OPERATOR,
    ADMIN;

    // Picocli reads it and shows it by this.
    @Override
    public String toString() {
        return switch (this) {
            case READ -> "read";
            case OPERATOR -> "operator";
            case ADMIN -> "admin";
        };
    }
}
