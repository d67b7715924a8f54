package dev.parley.gateway.chatio;

import org.jspecify.annotations.Nullable;

/** Who waits for the outcome of one request. It is answered once; a second answer has no effect. */
interface Caller {
    void succeed(Answer answer);

    void fail(Throwable why);

    /** The connection that is told the outcome with the id of the request; null over HTTP. */
    @Nullable
    Subscriber connection();
}
