package dev.parley.conversation;

/**
 * How far a session's log goes, and how far everybody is with it. Marks are raised, never lowered, and never stand beyond
 * the log.
 *
 * @param lastSeq the seq of the newest event, 0 for an empty log
 * @param enginePosition the seq up to which the engine has dealt with the log
 * @param engineEpoch raised with every change of the assignee; answers of an older epoch are dropped
 * @param seen the largest seq the person has seen
 * @param heard the seq up to which clients that do not count seqs themselves were told the log
 */
public record SessionMarks(long lastSeq, long enginePosition, long engineEpoch, long seen, long heard) {
    /** Those of an empty log. */
    public static final SessionMarks NONE = new SessionMarks(0, 0, 0, 0, 0);

    /** The marks when the log goes up to a seq. */
    public SessionMarks grownTo(long seq) {
        return new SessionMarks(seq, enginePosition, engineEpoch, seen, heard);
    }

    /** The marks with the engine at least so far. */
    public SessionMarks dealtTo(long seq) {
        return new SessionMarks(lastSeq, raised(enginePosition, seq), engineEpoch, seen, heard);
    }

    /** The marks with the engine at the log's end. */
    public SessionMarks dealtWith() {
        return dealtTo(lastSeq);
    }

    /** The marks of another assignee, before whom nothing is left to deal with. */
    public SessionMarks nextEpoch() {
        return new SessionMarks(lastSeq, lastSeq, engineEpoch + 1, seen, heard);
    }

    /** The marks with at least so much seen. */
    public SessionMarks seenTo(long seq) {
        return new SessionMarks(lastSeq, enginePosition, engineEpoch, raised(seen, seq), heard);
    }

    /** The marks with at least so much heard. */
    public SessionMarks heardTo(long seq) {
        return new SessionMarks(lastSeq, enginePosition, engineEpoch, seen, raised(heard, seq));
    }

    private long raised(long mark, long seq) {
        return Math.max(mark, Math.min(seq, lastSeq));
    }
}
