package dev.parley.config;

/** A value that must not appear in logs: its text form is {@code ***}. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
