package dev.parley.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** One file of the chat page, read from the class path once and answered from memory. Any thread. */
record PageFile(String type, Buffer bytes, String etag) {
    private static final String FOLDER = "/dev/parley/page/";
    private static final String RESOURCE_POLICY = "cross-origin-resource-policy";

    /** Reads a file that is part of the program; its absence is a broken build. */
    static PageFile read(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("missing resource " + FOLDER + name));
    }

    /** Reads a file that may be absent. Blocks; called while the server is put together. */
    static Optional<PageFile> find(String name) {
        try (InputStream in = PageFile.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            return Optional.of(new PageFile(typeOf(name), Buffer.buffer(bytes), etagOf(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Answers with the file, or with 304 when the browser has it. Browsers ask every time: the names carry no version,
     * and a script of another release than its page would be worse than a short round trip.
     */
    void answer(RoutingContext request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CACHE_CONTROL, "public, no-cache")
                .putHeader(HttpHeaders.ETAG, etag)
                .putHeader("x-content-type-options", "nosniff");
        if (!response.headers().contains(RESOURCE_POLICY)) {
            response.putHeader(RESOURCE_POLICY, "same-origin");
        }
        String known = request.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(etag)) {
            response.setStatusCode(304).end();
        } else {
            send(request, type, bytes);
        }
    }

    /** The same for pages of every origin: a module from elsewhere is loaded only where its server says so. */
    void answerAnybody(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader(RESOURCE_POLICY, "cross-origin");
        answer(request);
    }

    /** Ends a response with a body, or with its headers alone for HEAD, where Vert.x would write the body all the same. */
    static void send(RoutingContext request, String type, Buffer body) {
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        if (request.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }

    /** The file as text, for templates. */
    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String typeOf(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "ts" -> "text/plain; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no content type for " + name);
        };
    }

    private static String etagOf(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
