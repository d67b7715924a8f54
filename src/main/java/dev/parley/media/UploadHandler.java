package dev.parley.media;

import dev.parley.bot.Bot;
import dev.parley.bot.UuidText;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an image for the {@code :session} of the {@code :bot} in the address. Everything that can be refused without the body is refused before the
 * first byte of it is read.
 */
final class UploadHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(UploadHandler.class);
    private static final Set<String> MULTIPART = Set.of("multipart/form-data", "multipart/mixed");
    private static final int DRAIN_FACTOR = 2;

    private final ImageStore images;
    private final Conversations conversations;
    private final LogQueries logs;
    private final Bots bots;
    private final Uploader uploader;

    /**
     * Who uploads here.
     *
     * @param gateway the gateway whose sessions images are taken for, null for any
     * @param people whether it is people's browsers, which are held to the bot's origins
     * @param maxBody bytes of a whole request body, multipart framing included
     */
    record Uploader(@Nullable String gateway, boolean people, long maxBody) {}

    UploadHandler(ImageStore images, Conversations conversations, LogQueries logs, Bots bots, Uploader uploader) {
        this.images = images;
        this.conversations = conversations;
        this.logs = logs;
        this.bots = bots;
        this.uploader = uploader;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        check(context)
                .compose(target -> open(target).compose(session -> take(context, target)))
                .onSuccess(image -> ImageReplies.json(
                        request.response(),
                        200,
                        new JsonObject().put("id", image.id().toString()).encode()))
                .onFailure(e -> refuse(context, e));
    }

    private Future<SessionRef> check(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<UUID> bot = UuidText.parse(context.pathParam("bot"));
        Optional<UUID> session = UuidText.parse(context.pathParam("session"));
        if (bot.isEmpty() || session.isEmpty()) {
            return Future.failedFuture(UploadRefusal.of(400, "Bad request: an id is not a UUID"));
        }
        String type = request.getHeader("content-type");
        if (type == null) {
            return Future.failedFuture(UploadRefusal.of(400, "Bad request: no multipart body"));
        }
        HeaderValue contentType = HeaderValue.parse(type);
        if (!MULTIPART.contains(contentType.value().toLowerCase(Locale.ROOT))) {
            return Future.failedFuture(UploadRefusal.of(415, "Unsupported media type"));
        }
        if (MultipartParser.boundary(contentType).isEmpty()) {
            return Future.failedFuture(UploadRefusal.of(400, "Bad request: no multipart boundary"));
        }
        if (announced(request) > uploader.maxBody()) {
            return Future.failedFuture(UploadRefusal.tooLarge(uploader.maxBody()));
        }
        Optional<Bot> known = bots.get(bot.get());
        if (known.isEmpty()) {
            return Future.failedFuture(UploadRefusal.of(404, "Unknown bot or session"));
        }
        HostAndPort authority = request.authority();
        String addressed = authority == null ? null : authority.toString();
        if (uploader.people() && !known.get().manifest().allowsOrigin(request.getHeader("origin"), addressed)) {
            return Future.failedFuture(UploadRefusal.of(403, "Forbidden: this origin may not upload"));
        }
        return Future.succeededFuture(new SessionRef(session.get(), bot.get(), uploader.gateway()));
    }

    private static long announced(HttpServerRequest request) {
        try {
            return Long.parseLong(
                    Optional.ofNullable(request.getHeader("content-length")).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Future<Session> open(SessionRef target) {
        return logs.session(target)
                .compose(session -> session.<Future<Session>>map(found -> found.open()
                                ? Future.succeededFuture(found)
                                : Future.failedFuture(UploadRefusal.of(409, "The session is closed")))
                        .orElseGet(() -> Future.failedFuture(UploadRefusal.of(404, "Unknown bot or session"))));
    }

    private Future<ImageRecord> take(RoutingContext context, SessionRef target) {
        HttpServerRequest request = context.request();
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        String boundary = MultipartParser.boundary(HeaderValue.parse(request.getHeader("content-type")))
                .orElseThrow();
        return FormUpload.read(context.vertx(), images, FormUpload.Wanted.image(uploader.maxBody()), request, boundary)
                .compose(form -> {
                    PartFile file = form.file();
                    if (request.response().closed()) {
                        // Nobody would ever learn the image's id.
                        return file.discard().compose(v -> Future.failedFuture(new IOException("the sender is gone")));
                    }
                    return images.save(conversations, target, file);
                });
    }

    private void refuse(RoutingContext context, Throwable reason) {
        HttpServerRequest request = context.request();
        if (request.response().closed()) {
            return;
        }
        UploadRefusal refusal = refusal(reason);
        Future<Void> answered = ImageReplies.json(request.response(), refusal.status(), refusal.body());
        if (refusal.status() == 408) {
            // Who sends nothing any more need not be read from.
            answered.onComplete(done -> Drain.cut(request));
        } else {
            Drain.begin(context.vertx(), request, DRAIN_FACTOR * uploader.maxBody());
        }
    }

    private static UploadRefusal refusal(Throwable reason) {
        if (reason instanceof UploadRefusal refusal) {
            return refusal;
        }
        if (reason instanceof ImageRefusedException refused) {
            return switch (refused.reason()) {
                case UNSUPPORTED, BROKEN -> UploadRefusal.of(415, "Unsupported media type: " + refused.getMessage());
                case TOO_MANY_PIXELS -> UploadRefusal.of(413, "Payload too large: " + refused.getMessage());
            };
        }
        if (reason instanceof RefusedException refused) {
            return switch (refused.refusal()) {
                case UNKNOWN_SESSION, UNKNOWN_BOT -> UploadRefusal.of(404, "Unknown bot or session");
                case SESSION_CLOSED -> UploadRefusal.of(409, "The session is closed");
                case TOO_LONG, INVALID_IMAGE, TAKEN_OVER, RATE_LIMITED, UNAVAILABLE ->
                    UploadRefusal.of(503, "The image cannot be stored now");
            };
        }
        LOG.warn("An image could not be stored: {}", reason.toString());
        return UploadRefusal.of(503, "The image cannot be stored now");
    }
}
