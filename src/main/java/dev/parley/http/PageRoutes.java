package dev.parley.http;

import dev.parley.bot.Bot;
import dev.parley.bot.UuidText;
import dev.parley.conversation.Bots;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The chat page: {@code /} for the oldest bot that has one, {@code /chat/<bot id>} for every bot with a websocket entry
 * {@code "page":true}, {@code /page/*} for its files, {@code /parley.js} for pages of one's own. Immutable; one instance serves all event loops.
 */
public final class PageRoutes {
    private static final List<String> FILES = List.of("chat.css", "chat.js", "links.js", "view.js", "icon.svg");

    /** The client library: for every page, wherever it stands, so without the folder. */
    private static final List<String> LIBRARY = List.of("parley.js", "parley.d.ts");

    private final Bots bots;
    private final String version;
    private final Map<String, PageFile> files = new TreeMap<>();
    private final Map<String, PageFile> library = new TreeMap<>();
    private final PageTemplate chat = new PageTemplate(PageFile.read("chat.html"));
    private final PageTemplate notice = new PageTemplate(PageFile.read("notice.html"));

    /** Reads the page's files, which blocks for a moment. */
    public PageRoutes(Bots bots, String version) {
        this.bots = bots;
        this.version = version;
        FILES.forEach(name -> files.put(name, PageFile.read(name)));
        LIBRARY.forEach(name -> library.put(name, PageFile.read(name)));
        // A build without npm has no phoenix package: the page then speaks through its own small stand-in.
        library.put("page/phoenix.mjs", PageFile.find("phoenix.mjs").orElseGet(() -> PageFile.read("stand-in.mjs")));
    }

    /** Adds the page's routes; other paths are left alone. */
    public void mount(Router router) {
        get(router, "/", this::root);
        get(router, "/chat/:bot", this::chat);
        library.forEach((name, file) -> get(router, "/" + name, file::answerAnybody));
        files.forEach((name, file) -> get(router, "/page/" + name, file::answer));
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void root(RoutingContext request) {
        request.response().putHeader(HttpHeaders.VARY, "accept");
        String accept = request.request().getHeader(HttpHeaders.ACCEPT);
        if (accept == null || !accept.contains("text/html")) {
            JsonObject answer = new JsonObject().put("version", version);
            PageFile.send(request, "application/json; charset=utf-8", answer.toBuffer());
            return;
        }
        bots.all().stream()
                .filter(bot -> token(bot).isPresent())
                .findFirst()
                .ifPresentOrElse(bot -> show(request, bot), () -> noPage(request));
    }

    private void chat(RoutingContext request) {
        UuidText.parse(request.pathParam("bot"))
                .flatMap(bots::get)
                .filter(bot -> token(bot).isPresent())
                .ifPresentOrElse(bot -> show(request, bot), () -> notFound(request));
    }

    private void show(RoutingContext request, Bot bot) {
        String token = token(bot).orElseThrow();
        String name = bot.manifest().name().isBlank() ? "Chat" : bot.manifest().name();
        Map<String, String> values = Map.of("name", name, "bot", bot.id().toString(), "token", token);
        chat.answer(request, 200, values, bot.manifest().origins());
    }

    private void noPage(RoutingContext request) {
        if (bots.starting()) {
            starting(request);
        } else {
            tell(
                    request,
                    200,
                    "Parley is running",
                    "No bot has a page yet. A bot gets one when its websocket entry says \"page\": true.");
        }
    }

    private void notFound(RoutingContext request) {
        if (bots.starting()) {
            starting(request);
        } else {
            tell(request, 404, "No chat here", "There is no bot with a page under this address.");
        }
    }

    private void starting(RoutingContext request) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, "2").putHeader("refresh", "2");
        tell(request, 503, "Just a moment", "The server is starting. This page comes back by itself.");
    }

    private void tell(RoutingContext request, int status, String title, String text) {
        notice.answer(request, status, Map.of("title", title, "text", text), List.of());
    }

    private static Optional<String> token(Bot bot) {
        return bot.manifest().channels().stream()
                .flatMap(entry -> entry.pageToken().stream())
                .findFirst();
    }
}
