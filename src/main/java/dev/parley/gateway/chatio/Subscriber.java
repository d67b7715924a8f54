package dev.parley.gateway.chatio;

/** Who is told what happens in a chat. Belongs to the chat's event loop. */
interface Subscriber {
    /** Tells what was not asked for. */
    void push(Frame frame);

    /** Ends it so that the client comes back. */
    void close();
}
