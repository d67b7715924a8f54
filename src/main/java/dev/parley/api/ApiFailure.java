package dev.parley.api;

import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as it is; a status with a reason for the caller. Without stack trace. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiFailure(int status, @Nullable String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /** AIDA's one answer to whatever is not there. */
    static ApiFailure notFound() {
        return new ApiFailure(404, null);
    }

    int status() {
        return status;
    }
}
