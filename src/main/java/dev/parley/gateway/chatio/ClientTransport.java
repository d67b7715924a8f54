package dev.parley.gateway.chatio;

/** What carries a connection's frames. Belongs to the connection's event loop. */
interface ClientTransport {
    /** Sends a frame, in order; without effect once it is closed. */
    void send(Frame frame);

    /** Looks at the clock, once a second. */
    void tick(long now);

    /** Ends it behind what was sent so that the client does not come back, where there is a way to say so. */
    void evict();

    /** Ends it behind what was sent; the client comes back. */
    void close();
}
