package dev.parley.gateway.expertflow;

/** How mail on its way to the SMTP server is encrypted. */
public enum MailTls {
    /** Not at all. */
    NEVER,
    /** When the server offers it. */
    OFFERED,
    /** After a beginning in the open, or nothing is sent. */
    REQUIRED,
    /** From the first byte on. */
    ALWAYS
}
