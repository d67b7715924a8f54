package dev.parley.engineio;

import java.util.function.Consumer;

/** The connection a request names. */
record Addressed(EngineLoop owner, Sid sid, int protocol) {
    /** Finds it on its event loop, and calls either there. */
    void find(Consumer<EngineIoConnection> found, Consumer<Refusal> refused) {
        owner.execute(() -> {
            EngineIoConnection connection = EngineIoConnection.find(owner, sid);
            if (connection == null) {
                refused.accept(Refusal.SESSION_UNKNOWN);
            } else if (connection.handshake().protocol() != protocol) {
                refused.accept(Refusal.BAD_REQUEST);
            } else {
                found.accept(connection);
            }
        });
    }
}
