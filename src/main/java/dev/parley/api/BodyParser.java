package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns a body into parameters: JSON, urlencoded or multipart. Pure, and slow for large bodies, which belong on a
 * worker. Throws {@link ApiFailure}.
 */
final class BodyParser {
    private static final int MOST_FIELDS = 1_000;

    private BodyParser() {}

    static JsonObject parse(@Nullable String contentType, Buffer body) {
        if (body.length() == 0) {
            return new JsonObject();
        }
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"))) {
            return json(body);
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return urlencoded(body);
        }
        if (type.equals("multipart/form-data") && contentType != null) {
            return multipart(contentType, body);
        }
        throw new ApiFailure(415, "a body is application/json, x-www-form-urlencoded or multipart/form-data");
    }

    // JSON that is no object has no parameters in it.
    private static JsonObject json(Buffer body) {
        try {
            return Json.decodeValue(body) instanceof JsonObject object ? object : new JsonObject();
        } catch (DecodeException e) {
            throw new ApiFailure(400, "the body is not JSON");
        }
    }

    private static JsonObject urlencoded(Buffer body) {
        Parameters parameters = new Parameters();
        try {
            new QueryStringDecoder(body.toString(UTF_8), UTF_8, false, MOST_FIELDS, true)
                    .parameters()
                    .forEach((name, values) -> parameters.add(name, values.get(values.size() - 1)));
        } catch (IllegalArgumentException e) {
            throw new ApiFailure(400, "the body is not urlencoded");
        }
        return parameters.json();
    }

    private static JsonObject multipart(String contentType, Buffer body) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        Parameters parameters = new Parameters();
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            // The body is bounded already, so the decoder need not bound what it buffers.
            decoder = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false), head, UTF_8, MOST_FIELDS, -1);
            decoder.offer(new DefaultLastHttpContent(Unpooled.wrappedBuffer(body.getBytes())));
            for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                // A manifest may come as a file as well as a field.
                if (part instanceof HttpData data) {
                    parameters.add(part.getName(), data.getString(UTF_8));
                }
            }
            if (!body.toString(UTF_8).stripTrailing().endsWith("--")) {
                throw new ApiFailure(400, "the body ends without its last boundary");
            }
            return parameters.json();
        } catch (ApiFailure e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ApiFailure(400, "the body is not multipart/form-data");
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }
}
