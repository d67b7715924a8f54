package dev.parley.phoenix;

/** Shared results. */
final class Replies {
    static final Result NO_REPLY = new Result.NoReply();

    private Replies() {}
}
