package dev.parley.config;

/** Whether the demo bot is made at start. */
public enum Demo {
    /** On the first start, when no bot is there and the server listens on loopback. */
    AUTO,
    /** Whenever no bot is there. */
    TRUE,
    /** Never. */
    FALSE
}
