package dev.parley.config;

/** How log lines are written. */
public enum LogFormat {
    /** One readable line an event. */
    TEXT,
    /** One JSON object a line. */
    JSON
}
