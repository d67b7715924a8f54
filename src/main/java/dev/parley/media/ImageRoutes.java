package dev.parley.media;

import dev.parley.bot.UuidText;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.LogQueries;
import dev.parley.media.UploadHandler.Uploader;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploading and showing images, as AIDA's clients do it. One instance per event loop. */
public final class ImageRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ImageRoutes.class);
    // Long enough to spare scrolling browsers, short enough that an erased image leaves them soon.
    private static final String CACHE = "private, max-age=3600";

    /** AIDA's limit of everything under {@code /api}, in bytes of the body. */
    private static final long MAX_ATTACHMENT = 8_000_000;

    private final ImageStore images;
    private final Conversations conversations;
    private final LogQueries logs;
    private final Bots bots;

    public ImageRoutes(ImageStore images, Conversations conversations, LogQueries logs, Bots bots) {
        this.images = images;
        this.conversations = conversations;
        this.logs = logs;
        this.bots = bots;
    }

    /**
     * Takes an image for the {@code :session} of the {@code :bot} in the address from who speaks for the bot; who that
     * is must be known already. Any event loop.
     */
    public Handler<RoutingContext> attachment() {
        return new UploadHandler(images, conversations, logs, bots, new Uploader(null, false, MAX_ATTACHMENT));
    }

    /** Takes an image for the {@code :session} of the {@code :bot} in the address, if it was born on this gateway. Any event loop. */
    public Handler<RoutingContext> upload(String gateway) {
        return new UploadHandler(
                images,
                conversations,
                logs,
                bots,
                new Uploader(gateway, true, images.limits().maxBody()));
    }

    /**
     * Takes files of these media types, for gateways whose protocols have an upload of their own.
     *
     * @param types in lower case
     */
    public FileUploads files(List<String> types) {
        return new FileUploads(images, conversations, types);
    }

    /**
     * Adds {@code /content/...} whole and {@code /api/image/:id}. Mount it behind the gateways, which take uploads there.
     */
    public void mount(Router router) {
        router.route(HttpMethod.OPTIONS, "/content/*").handler(context -> ImageReplies.preflight(context.response()));
        router.route(HttpMethod.OPTIONS, "/api/image/*").handler(context -> ImageReplies.preflight(context.response()));
        router.route("/content/image/:id")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::show);
        router.route("/content/file/:id/:name")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::download);
        router.route("/api/image/:id")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::showAccepted);
        router.route("/content/*").handler(context -> {
            ImageReplies.error(context.response(), 404, "Page not found");
            context.request().resume();
        });
    }

    // AIDA's routes under /api refuse whoever does not take JSON, even where they answer an image.
    private void showAccepted(RoutingContext context) {
        if (Accepts.json(context.request().getHeader("accept"))) {
            show(context);
        } else {
            ImageReplies.error(context.response(), 406, "Not acceptable");
        }
    }

    private void show(RoutingContext context) {
        send(context, image -> !image.type().equals(ImageStore.FILE));
    }

    // A file that is no image could be a page with a script: browsers are never to show it as one of this server.
    private void download(RoutingContext context) {
        context.response().putHeader("content-disposition", "attachment");
        send(context, file -> file.type().equals(ImageStore.FILE));
    }

    private void send(RoutingContext context, Predicate<ImageRecord> shown) {
        HttpServerResponse response = context.response();
        Optional<UUID> id = UuidText.parse(context.pathParam("id"));
        if (id.isEmpty()) {
            ImageReplies.error(response, 400, "Bad request: the id is not a UUID");
            return;
        }
        images.find(id.get())
                .map(found -> found.filter(shown))
                .compose(image ->
                        image.isEmpty() ? ImageReplies.empty(response, 404) : answer(context.request(), image.get()))
                .onFailure(e -> {
                    if (!response.headWritten() && !response.closed()) {
                        LOG.warn("Image {} could not be read: {}", id.get(), e.toString());
                        ImageReplies.error(response, 503, "The image cannot be read now");
                    }
                });
    }

    private Future<Void> answer(HttpServerRequest request, ImageRecord image) {
        String tag = "\"" + image.id() + "\"";
        HttpServerResponse response = request.response();
        if (matches(request.getHeader("if-none-match"), tag)) {
            return headers(response, image, tag).setStatusCode(304).end();
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            return headers(response, image, tag)
                    .putHeader("content-length", Long.toString(image.size()))
                    .end();
        }
        return images.file(image.id())
                .compose(file -> file.isEmpty()
                        ? ImageReplies.empty(response, 404)
                        : headers(response, image, tag).sendFile(file.get().toString()));
    }

    private static HttpServerResponse headers(HttpServerResponse response, ImageRecord image, String tag) {
        return ImageReplies.common(response)
                .putHeader("content-type", image.type())
                .putHeader("content-security-policy", "default-src 'none'")
                .putHeader("cache-control", CACHE)
                .putHeader("etag", tag);
    }

    // Bytes never change under an id, so a weak comparison, as If-None-Match wants it, is all there is to it.
    private static boolean matches(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String candidate : ifNoneMatch.split(",", -1)) {
            String plain = candidate.trim();
            if (plain.equals("*") || plain.equals(tag) || plain.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
