package dev.parley.conversation;

/** What becomes of a conversation behind an answer. */
public enum NextStep {
    /** The engine stays. */
    GO_ON,
    /** The engine asks for a human and answers no more until the session is handed back. */
    HAND_OFF,
    /** The engine wanted a human and none is free; it stays. */
    NO_AGENT,
    /** The conversation ends. */
    CLOSE
}
