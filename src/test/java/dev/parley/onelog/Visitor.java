package dev.parley.onelog;

/** Somebody in a conversation, with a client that speaks one gateway's protocol. For one thread. */
public interface Visitor extends AutoCloseable {
    /** What this client keeps to come back to its conversation: the id of a session, of a chat, of a customer. */
    String key();

    /** Says something. Where the protocol acknowledges, it is stored when this returns. */
    void say(String text);

    /** The next text of somebody on the bot's side, as the client shows it; waits for it. */
    String hear();

    @Override
    void close();
}
