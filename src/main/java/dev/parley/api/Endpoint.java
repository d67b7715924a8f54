package dev.parley.api;

import io.vertx.core.Future;

/**
 * Does one operation of the document. Called on the request's event loop, after access, role and (where the document says
 * so) the request's form were checked.
 */
interface Endpoint {
    /** Answers the request; a failed future, or an exception, is answered as {@link ApiErrors} knows. */
    Future<?> answer(Request request);
}
