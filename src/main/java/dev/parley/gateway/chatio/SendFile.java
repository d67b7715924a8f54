package dev.parley.gateway.chatio;

import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.ImageRecord;
import dev.parley.media.FileUploads;
import dev.parley.media.UploadRefusal;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code send_file}: a form with a file. It is read to its end before anything is done, because the sender's own
 * id of the event comes behind the file; who breaks off leaves nothing. The file's event is told to all connections, also
 * to those of who sent it, as the answer is its address alone.
 */
final class SendFile implements Handler<RoutingContext> {
    private static final String FILE = "payload.file";
    private static final int MAX_NAME = 255;

    /** Bytes of a file; what clients hold themselves to, too. */
    private static final long MAX_FILE = 10 << 20;

    private final ChatioLoop loop;
    private final FileUploads uploads;

    SendFile(ChatioLoop loop, FileUploads uploads) {
        this.loop = loop;
        this.uploads = uploads;
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.method().equals(HttpMethod.OPTIONS)) {
            Cors.preflight(request);
            return;
        }
        request.pause();
        Future.succeededFuture()
                .compose(begun -> ActionRoute.customer(loop, request))
                .compose(customer -> uploads.read(routing.vertx(), request, FILE, MAX_FILE)
                        .compose(form -> loop.in(customer, chat -> keep(form, chat, request))
                                .onFailure(failure -> uploads.discard(form))))
                .onFailure(failure -> {
                    Cors.refuse(request, fault(failure));
                    uploads.drain(routing.vertx(), request, MAX_FILE);
                });
    }

    private Future<?> keep(FileUploads.Uploaded form, Chat chat, HttpServerRequest request) {
        if (request.response().closed()) {
            return Future.failedFuture(Fault.requestTimeout());
        }
        JsonObject fields = new JsonObject();
        form.field("payload.chat_id").ifPresent(id -> fields.put("chat_id", id));
        form.field("payload.custom_id").ifPresent(id -> fields.put("custom_id", id));
        String customId = SentEvent.customId(fields);
        HttpCall call = new HttpCall(loop.context(), chat, request);
        return Action.inChat(fields, call)
                .compose(known -> loop.writer().open(call))
                .compose(thread -> uploads.keep(chat.customer().ref(thread.id()), form)
                        .compose(kept -> say(call, kept, form, customId)));
    }

    private Future<Void> say(HttpCall call, ImageRecord kept, FileUploads.Uploaded form, @Nullable String customId) {
        String name = form.name().length() > MAX_NAME ? form.name().substring(0, MAX_NAME) : form.name();
        String url = url(call.base(), kept, name);
        JsonObject note = new JsonObject();
        Body body;
        if (FileUploads.isImage(kept)) {
            note.put(Rendering.URL, url).put("name", name).put("size", kept.size());
            if (kept.width() != null && kept.height() != null) {
                note.put("width", kept.width()).put("height", kept.height());
            }
            body = new Body.Image(kept.id(), kept.type());
        } else {
            body = new Body.File(url, name, form.type(), kept.size());
        }
        Draft draft = Draft.of(call.chat().profile().author(), body, null, customId);
        Draft noted = note.isEmpty() ? draft : draft.noted(note);
        return loop.writer()
                .say(
                        call,
                        List.of(noted),
                        new JsonObject(),
                        written -> Answer.of(new JsonObject()
                                .put("url", written.events().get(0).getString(Rendering.URL))));
    }

    private static String url(String base, ImageRecord kept, String name) {
        return FileUploads.isImage(kept)
                ? base + "/content/image/" + kept.id()
                : base + "/content/file/" + kept.id() + "/"
                        + URLEncoder.encode(name.isEmpty() ? "file" : name, StandardCharsets.UTF_8)
                                .replace("+", "%20");
    }

    private static Throwable fault(Throwable failure) {
        return failure instanceof UploadRefusal refusal
                ? Fault.validation(String.valueOf(refusal.getMessage())).status(refusal.status())
                : failure;
    }
}
