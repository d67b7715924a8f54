package dev.parley.api;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer of any length, read from the store and written page by page; the next page is read when the client has taken
 * the one before. Entries become text on workers.
 */
final class PagedAnswer<T> {
    private final Request request;
    private final WorkerExecutor workers;
    private final Function<Optional<T>, Future<List<T>>> pages;
    private final Function<T, @Nullable String> shown;
    private final Form form;
    private boolean something;

    /** What stands around and between the entries. */
    record Form(String type, String head, String between, String tail) {
        static final Form JSON = new Form("application/json; charset=utf-8", "{\"data\":[", ",", "]}");
        static final Form TEXT = new Form("text/plain; charset=utf-8", "", "", "");
    }

    /**
     * @param pages the page behind an entry, or the first one; empty at the end
     * @param shown an entry as text, null for one that is not shown
     */
    PagedAnswer(
            Request request,
            WorkerExecutor workers,
            Form form,
            Function<Optional<T>, Future<List<T>>> pages,
            Function<T, @Nullable String> shown) {
        this.request = request;
        this.workers = workers;
        this.form = form;
        this.pages = pages;
        this.shown = shown;
    }

    /** Writes all of it. */
    Future<Void> send() {
        // Nothing is written before the first page is there, so that a store that fails is told as such.
        return pages.apply(Optional.empty()).compose(first -> {
            HttpServerResponse response = request.ctx().response();
            response.putHeader("content-type", form.type());
            if (request.ctx().request().method().equals(HttpMethod.HEAD)) {
                return response.end();
            }
            response.setChunked(true);
            return form.head().isEmpty()
                    ? rest(first)
                    : response.write(form.head()).compose(written -> rest(first));
        });
    }

    private Future<Void> rest(List<T> page) {
        if (page.isEmpty()) {
            return request.ctx().response().end(form.tail());
        }
        return workers.executeBlocking(() -> text(page), false)
                .compose(text -> text.length() == 0
                        ? Future.succeededFuture()
                        : request.ctx().response().write(text))
                .compose(written -> pages.apply(Optional.of(page.get(page.size() - 1))))
                .compose(this::rest);
    }

    private Buffer text(List<T> page) {
        Buffer text = Buffer.buffer();
        for (T entry : page) {
            String one = shown.apply(entry);
            if (one != null) {
                text.appendString(something ? form.between() : "").appendString(one);
                something = true;
            }
        }
        return text;
    }
}
