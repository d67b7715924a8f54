package dev.parley.api;

/** AIDA's refusals of one sentence: status 422 and {@code {"errors":"Unknown session"}}. Without stack trace. */
final class AidaRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AidaRefusal(String sentence) {
        super(sentence, null, false, false);
    }

    static AidaRefusal unknownSession() {
        return new AidaRefusal("Unknown session");
    }
}
