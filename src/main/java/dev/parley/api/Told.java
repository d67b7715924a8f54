package dev.parley.api;

/** AIDA's refusals of one sentence: status 422 and {@code {"errors":"Unknown session"}}. Without stack trace. */
final class Told extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Told(String sentence) {
        super(sentence, null, false, false);
    }

    static Told unknownSession() {
        return new Told("Unknown session");
    }
}
