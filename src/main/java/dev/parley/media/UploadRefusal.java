package dev.parley.media;

import io.vertx.core.json.JsonObject;

/**
 * An answer other than 200, as the failure of an upload. AIDA's form is {@code {"errors":{"detail":"..."}}}, where
 * AIDA itself says "Internal server error" to everything.
 */
public final class UploadRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    private UploadRefusal(int status, String detail, JsonObject body) {
        super(detail, null, false, false);
        this.status = status;
        this.body = body.encode();
    }

    static UploadRefusal of(int status, String detail) {
        return new UploadRefusal(
                status, detail, new JsonObject().put("errors", new JsonObject().put("detail", detail)));
    }

    /** AIDA's own form for a part that is no image by its declared type. */
    static UploadRefusal notAnImage() {
        return new UploadRefusal(
                415, "Unsupported Media Type", new JsonObject().put("errors", "Unsupported Media Type"));
    }

    static UploadRefusal tooLarge(long maxBody) {
        return of(413, "Payload too large: at most " + maxBody + " bytes");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    String body() {
        return body;
    }
}
