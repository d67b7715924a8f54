package dev.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Bot;
import dev.parley.bot.ChannelEntry;
import dev.parley.bot.Manifest;
import dev.parley.bot.PageEntry;
import dev.parley.conversation.Bots;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {
    private static final UUID FIRST = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID SECOND = UUID.fromString("22222222-2222-4222-8222-22222222222a");

    private final FewBots bots = new FewBots();
    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        new PageRoutes(bots, "1.2.3").mount(router);
        server = Waiting.on(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        Waiting.on(vertx.close());
    }

    @Test
    void theRootTellsProgramsTheVersionAndShowsBrowsersTheOldestPage() throws Exception {
        bots.add(FIRST, "No page", false);
        bots.add(SECOND, "Front desk", true);

        HttpResponse<String> program = get("/", "accept", "*/*");
        assertThat(program.body()).isEqualTo("{\"version\":\"1.2.3\"}");
        assertThat(header(program, "content-type")).startsWith("application/json");
        assertThat(header(program, "vary")).isEqualTo("accept");

        HttpResponse<String> browser = get("/", "accept", "text/html,application/xhtml+xml;q=0.9");
        assertThat(browser.body()).contains("<h1>Front desk</h1>", "data-bot=\"" + SECOND + "\"");
        assertThat(header(browser, "vary")).isEqualTo("accept");
    }

    @Test
    void withoutAnyPageTheRootSaysHowABotGetsOne() throws Exception {
        bots.add(FIRST, "No page", false);
        HttpResponse<String> browser = get("/", "accept", "text/html");
        assertThat(browser.statusCode()).isEqualTo(200);
        assertThat(browser.body()).contains("&quot;page&quot;: true");
    }

    @Test
    void aBotsPageCarriesItsTokenAndStandsUnderAStrictPolicy() throws Exception {
        bots.add(FIRST, "Front desk", true);
        HttpResponse<String> page = get("/chat/" + FIRST);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(page, "content-security-policy"))
                .startsWith("default-src 'none';")
                .endsWith("frame-ancestors 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .contains("data-token=\"to&lt;k&gt;en&quot;$1\"")
                .doesNotContain("{{", "<script>", "style=", "onclick=");
    }

    @Test
    void aNameCannotBecomeMarkup() throws Exception {
        bots.add(FIRST, "<img src=x onerror=alert(1)> & \\$0", true);
        assertThat(get("/chat/" + FIRST).body())
                .contains("<h1>&lt;img src=x onerror=alert(1)&gt; &amp; \\$0</h1>")
                .doesNotContain("<img");
    }

    @Test
    void theManifestsOriginsMayFrameThePageAndNothingElseEntersThePolicy() throws Exception {
        bots.add(
                FIRST,
                "Front desk",
                true,
                "https://shop.example",
                "http://127.0.0.1:8080",
                "https://a.example; script-src *",
                "null");
        assertThat(header(get("/chat/" + FIRST), "content-security-policy"))
                .endsWith("frame-ancestors 'self' https://shop.example http://127.0.0.1:8080");
    }

    @Test
    void anIdIsReadInEitherCase() throws Exception {
        bots.add(SECOND, "Front desk", true);
        assertThat(get("/chat/" + SECOND.toString().toUpperCase(java.util.Locale.ROOT))
                        .body())
                .contains("data-bot=\"" + SECOND + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-22222222222b", "zzz", "%00"})
    void withoutAPageThereIsAReadable404(String id) throws Exception {
        bots.add(FIRST, "No page", false);
        HttpResponse<String> answer = get("/chat/" + id);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("No chat here");
        assertThat(header(answer, "content-security-policy")).contains("frame-ancestors 'self'");
    }

    @Test
    void whileBotsAreReadThePageAsksToComeAgain() throws Exception {
        bots.starting = true;
        HttpResponse<String> answer = get("/chat/" + FIRST);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "retry-after")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page/chat.js", "page/view.js", "page/links.js", "page/phoenix.mjs", "parley.js"})
    void scriptsAreModulesABrowserRuns(String name) throws Exception {
        HttpResponse<String> script = get("/" + name);
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(script, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(script.body()).containsPattern("(?m)^(import|export) ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parley.js", "parley.d.ts", "page/phoenix.mjs"})
    void theLibraryMayBeLoadedByPagesOfEveryOrigin(String name) throws Exception {
        HttpResponse<String> file = get("/" + name);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(file, "cross-origin-resource-policy")).isEqualTo("cross-origin");
        HttpResponse<String> view = get("/page/view.js");
        assertThat(header(view, "access-control-allow-origin")).isEmpty();
        assertThat(header(view, "cross-origin-resource-policy")).isEqualTo("same-origin");
    }

    @Test
    void aKnownFileIsNotSentAgain() throws Exception {
        HttpResponse<String> first = get("/page/chat.css");
        assertThat(header(first, "content-type")).isEqualTo("text/css; charset=utf-8");
        String etag = header(first, "etag");
        HttpResponse<String> second = get("/page/chat.css", "if-none-match", "W/\"x\", " + etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(header(second, "etag")).isEqualTo(etag);
        assertThat(get("/page/chat.css", "if-none-match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void headHasTheHeadersAndNoBody() throws Exception {
        HttpResponse<String> head = http.send(
                HttpRequest.newBuilder(uri("/page/view.js"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(Integer.parseInt(header(head, "content-length")))
                .isEqualTo(get("/page/view.js").body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    @Test
    void onlyThePagesOwnFilesAreServed() throws Exception {
        assertThat(get("/page/chat.html").statusCode()).isEqualTo(404);
        assertThat(get("/page/..%2f..%2fversion.properties").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static final class FewBots implements Bots {
        private final List<Bot> list = new ArrayList<>();
        private boolean starting;

        void add(UUID id, String name, boolean page, String... origins) {
            ChannelEntry entry = new PageEntry("to<k>en\"$1", page);
            JsonObject document = new JsonObject();
            list.add(new Bot(
                    id,
                    document,
                    new Manifest(name, List.of(origins), "echo", document, document, List.of(entry)),
                    false,
                    null));
        }

        @Override
        public Optional<Bot> get(UUID id) {
            return list.stream().filter(bot -> bot.id().equals(id)).findFirst();
        }

        @Override
        public Collection<Bot> all() {
            return list;
        }

        @Override
        public boolean starting() {
            return starting;
        }

        @Override
        public Future<Void> put(Bot bot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Boolean> remove(UUID id) {
            throw new UnsupportedOperationException();
        }
    }
}
