package dev.parley.store;

import dev.parley.conversation.Draft;
import dev.parley.conversation.Store;
import java.util.UUID;

/** Lends a store of one kind to a contract test; empty at first, gone with the lab. */
public interface StoreLab extends AutoCloseable {
    /** Opens the store with all that was left in it. */
    Store open();

    /** A draft that this kind of store cannot take, though it looks like any other. */
    Draft indigestible();

    /** Whether an id or this text is left anywhere in what the store keeps; the store may be open or closed. */
    boolean mentions(UUID id, String text);

    @Override
    void close() throws Exception;
}
