package dev.parley.api;

import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as it is; a status with a reason for the caller. Without stack trace. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String code;

    ApiFailure(int status, @Nullable String reason) {
        this(status, null, reason);
    }

    /** @param code the word for programs, null for the one that belongs to the status */
    ApiFailure(int status, @Nullable String code, @Nullable String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** AIDA's one answer to whatever is not there. */
    static ApiFailure notFound() {
        return new ApiFailure(404, null);
    }

    /** What is not there, named. */
    static ApiFailure unknown(String what) {
        return new ApiFailure(404, "there is no such " + what);
    }

    int status() {
        return status;
    }

    @Nullable
    String code() {
        return code;
    }
}
