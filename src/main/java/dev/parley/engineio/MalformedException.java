package dev.parley.engineio;

import dev.parley.websocket.CloseCode;

/** What a client sent is not the protocol; its connection ends. It has no stack trace, being no fault of ours. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int closeCode;

    MalformedException(int closeCode, String reason) {
        super(reason, null, false, false);
        this.closeCode = closeCode;
    }

    /**
     * For a protocol on top: thrown out of an {@link EngineIoHandler}'s methods it ends the connection as a packet that
     * is none does.
     */
    public MalformedException(String reason) {
        this(CloseCode.PROTOCOL_ERROR, reason);
    }

    int closeCode() {
        return closeCode;
    }
}
