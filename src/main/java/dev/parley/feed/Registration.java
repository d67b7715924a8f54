package dev.parley.feed;

/** That somebody listens to a {@link SessionHub}. Belongs to the hub's event loop. */
@FunctionalInterface
public interface Registration {
    /** Listens no more; harmless when done twice. */
    void end();
}
