package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;

/** What a client sent is no message; the connection ends with the code. It has no stack trace, being no fault of ours. */
final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int closeCode;

    MalformedException(int closeCode, String reason) {
        super(reason, null, false, false);
        this.closeCode = closeCode;
    }

    MalformedException(String reason) {
        this(CloseCode.MALFORMED, reason);
    }

    int closeCode() {
        return closeCode;
    }
}
