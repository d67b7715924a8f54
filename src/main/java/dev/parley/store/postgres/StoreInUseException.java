package dev.parley.store.postgres;

/** Another server serves from this database. Without stack trace, because it is an answer. */
public final class StoreInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreInUseException(String store) {
        super("another server serves from " + store, null, false, false);
    }
}
