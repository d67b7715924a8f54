package dev.parley.gateway.expertflow;

import java.util.function.Consumer;

/** How packets of Engine.IO travel. */
interface EioLine {
    /** Opens the line; then packets come in order. */
    void open(Consumer<String> packets, Runnable closed);

    /** Sends a packet; packets arrive in order. */
    void send(String packet);

    void close();
}
