package dev.parley.api;

import static dev.parley.api.ApiServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Manifests;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BotRoutesTest {
    private static final String FILED = "2f6dc44d-dad1-4969-b22f-729c3b77f638";

    @TempDir
    private static Path files;

    private static ApiServer server;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(
                files.resolve(FILED + ".json"),
                Manifests.parley("echo", Manifests.websocket("t")).encode());
        server = new ApiServer(files, "127.0.0.1"::equals);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_bot_is_made_shown_listed_changed_and_removed() {
        HttpResponse<Buffer> made =
                post(new JsonObject().put("manifest", Manifests.aida("tok-x")).put("temp", true));
        JsonObject data = made.bodyAsJsonObject().getJsonObject("data");
        String id = data.getString("id");
        String path = "/api/bots/" + id;

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.getHeader("location")).isEqualTo(path);
        assertThat(made.getHeader("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(made.getHeader("cache-control")).isEqualTo("max-age=0, private, must-revalidate");
        assertThat(data)
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("manifest", Manifests.aida("tok-x"))
                        .put("temp", true));
        assertThat(data(get(path))).isEqualTo(data);
        assertThat(data(get(path.toUpperCase(java.util.Locale.ROOT).replace("/API/BOTS", "/api/bots"))))
                .isEqualTo(data);
        assertThat(get("/api/bots").bodyAsJsonObject().getJsonArray("data")).contains(data);

        for (HttpMethod method : new HttpMethod[] {HttpMethod.PUT, HttpMethod.PATCH}) {
            HttpResponse<Buffer> changed = send(method, path, bot(Manifests.aida("tok-" + method)));
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(data(changed)).isEqualTo(data(get(path)));
            assertThat(data(changed).getJsonObject("manifest")).isEqualTo(Manifests.aida("tok-" + method));
            assertThat(data(changed).getBoolean("temp")).isTrue();
        }

        HttpResponse<Buffer> removed = send(HttpMethod.DELETE, path, null);
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(removed.body()).isNull();
        assertNotFound(send(HttpMethod.DELETE, path, null));
        assertNotFound(get(path));
        assertNotFound(send(HttpMethod.PUT, path, bot(Manifests.aida("t"))));
    }

    @Test
    void a_manifest_may_be_text() {
        HttpResponse<Buffer> made =
                post(new JsonObject().put("manifest", Manifests.aida("t").encodePrettily()));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(data(made).getJsonObject("manifest")).isEqualTo(Manifests.aida("t"));
        assertThat(data(made).getBoolean("temp")).isFalse();
    }

    @Test
    void the_smallest_manifest_comes_back_with_its_token_and_without_other_secrets() {
        assertThat(data(post(new JsonObject()
                                .put(
                                        "manifest",
                                        Manifests.parley("echo")
                                                .putNull("channels")
                                                .copy()
                                                .put(
                                                        "channels",
                                                        new JsonArray()
                                                                .add(new JsonObject()
                                                                        .put("type", "chip")
                                                                        .put("secret", "hidden"))))))
                        .encode())
                .contains("\"secret\":\"***\"")
                .doesNotContain("hidden");
        JsonObject entry = data(post(new JsonObject().put("manifest", "{\"engine\":{\"type\":\"echo\"}}")))
                .getJsonObject("manifest")
                .getJsonArray("channels")
                .getJsonObject(0);
        assertThat(entry.getString("access_token")).hasSizeGreaterThan(20);
    }

    @Test
    void forms_work_as_well() {
        String manifest = Manifests.aida("t").encode();
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("bot[manifest]", manifest)
                .add("bot[temp]", "true");
        MultipartForm field =
                MultipartForm.create().attribute("bot[manifest]", manifest).attribute("bot[temp]", "1");
        MultipartForm file = MultipartForm.create()
                .textFileUpload("bot[manifest]", "bot.json", Buffer.buffer(manifest), "application/json");

        for (HttpResponse<Buffer> made : List.of(
                answer(server.client.post("/api/bots").sendForm(form)),
                answer(server.client.post("/api/bots").sendMultipartForm(field)))) {
            assertThat(made.statusCode()).isEqualTo(201);
            assertThat(data(made).getBoolean("temp")).isTrue();
            assertThat(data(made).getJsonObject("manifest")).isEqualTo(Manifests.aida("t"));
        }
        assertThat(answer(server.client.post("/api/bots").sendMultipartForm(file))
                        .statusCode())
                .isEqualTo(201);
        assertThat(answer(server.client
                                .post("/api/bots")
                                .addQueryParam("bot[manifest]", "{\"engine\":{\"type\":\"echo\"}}")
                                .send())
                        .statusCode())
                .as("query parameters count too")
                .isEqualTo(201);
    }

    @Test
    void an_id_may_be_chosen_once() {
        String id = UUID.randomUUID().toString();
        JsonObject bot = new JsonObject().put("id", id).put("manifest", Manifests.aida("t"));

        assertThat(data(post(bot)).getString("id")).isEqualTo(id);
        HttpResponse<Buffer> again = post(bot);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.bodyAsJsonObject()).isEqualTo(errors("Conflict", "there is a bot " + id + " already"));
    }

    @Test
    void a_bot_of_a_file_is_shown_but_not_changed() {
        String path = "/api/bots/" + FILED;
        JsonObject refusal =
                errors("Conflict", "bot " + FILED + " is owned by the file " + files.resolve(FILED + ".json"));

        assertThat(get(path).statusCode()).isEqualTo(200);
        for (HttpResponse<Buffer> refused :
                List.of(send(HttpMethod.PUT, path, bot(Manifests.aida("t"))), send(HttpMethod.DELETE, path, null))) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.bodyAsJsonObject()).isEqualTo(refusal);
        }
    }

    // The tables use ' for ".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'bot':{'manifest':null}} | [{'path':'#','error':{'expected':['object'],'actual':'null'}}]",
                "{'bot':{}} | [{'path':'#','error':{'expected':['object'],'actual':'null'}}]",
                "{} | [{'path':'#','error':{'expected':['object'],'actual':'null'}}]",
                "[1] | [{'path':'#','error':{'expected':['object'],'actual':'null'}}]",
                "{'bot':'text'} | [{'path':'#','error':{'expected':['object'],'actual':'string'}}]",
                "{'bot':{'manifest':{'version':'1'}}} | [{'path':'#','error':{'missing':['languages','notifications_url','front_desk','skills','variables','channels']}}]",
                "{'bot':{'manifest':'{x'}} | [{'path':'#','message':'manifest is not JSON: line 1, column 2: Unexpected character (\\'x\\' (code 120)): was expecting double-quote to start field name'}]",
                "{'bot':{'manifest':{},'id':'7'}} | [{'path':'bot/id','message':'id is not a UUID'}]",
                "{'bot':{'manifest':{},'temp':'maybe'}} | [{'path':'bot/temp','message':'temp is not true or false'}]",
            })
    void what_cannot_be_a_bot_is_refused_with_reasons(String body, String reasons) {
        HttpResponse<Buffer> refused = raw("application/json", Buffer.buffer(body.replace('\'', '"')));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsJsonObject().getJsonArray("errors").encode())
                .isEqualTo(reasons.replace("\\'", "\0").replace('\'', '"').replace('\0', '\''));
    }

    @Test
    void a_change_without_a_manifest_is_refused() {
        String id = data(post(new JsonObject().put("manifest", Manifests.aida("t"))))
                .getString("id");
        HttpResponse<Buffer> refused = send(
                HttpMethod.PUT, "/api/bots/" + id, new JsonObject().put("bot", new JsonObject().put("temp", false)));

        assertThat(refused.statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzz", "1-1-1-1-1", "2f6dc44d-dad1-4969-b22f-729c3b77f63", "%00", "a%2Fb"})
    void an_id_that_is_no_uuid_is_a_bad_request(String id) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE}) {
            HttpResponse<Buffer> refused =
                    answer(server.client.request(method, "/api/bots/" + id).send());

            assertThat(refused.statusCode()).as(method + " " + id).isEqualTo(400);
            assertThat(refused.bodyAsJsonObject()).isEqualTo(errors("Bad request", "the bot's id is not a UUID"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"bot\":", "nonsense", "{} {}", "\0"})
    void a_body_that_is_not_json_is_a_bad_request(String body) {
        HttpResponse<Buffer> refused = raw("application/json", Buffer.buffer(body));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.bodyAsJsonObject()).isEqualTo(errors("Bad request", "the body is not JSON"));
    }

    @Test
    void json_deeper_than_a_thousand_is_a_bad_request_and_what_is_less_is_refused_as_a_manifest() {
        assertThat(raw("application/json", Buffer.buffer("[".repeat(1_001) + "]".repeat(1_001)))
                        .statusCode())
                .isEqualTo(400);
        String deep = "{\"bot\":{\"manifest\":{\"x\":" + "[".repeat(990) + "]".repeat(990) + "}}}";
        assertThat(raw("application/json", Buffer.buffer(deep)).statusCode()).isEqualTo(422);
        assertThat(get("/api/bots").statusCode()).isEqualTo(200);
    }

    @Test
    void invalid_utf8_and_multipart_without_sense_are_bad_requests() {
        assertThat(raw("application/json", Buffer.buffer(new byte[] {'"', (byte) 0xc3, '"'}))
                        .statusCode())
                .isEqualTo(400);
        assertThat(raw("multipart/form-data", Buffer.buffer("x")).statusCode()).isEqualTo(400);
        assertThat(raw("multipart/form-data; boundary=b", Buffer.buffer("--b\r\nnothing"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(raw("application/x-www-form-urlencoded", Buffer.buffer("bot%5Bmanifest%5D=%zz"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_million_keys_are_refused_and_other_requests_are_answered_meanwhile() {
        String keys =
                IntStream.range(0, 700_000).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","));
        var refused = server.client
                .post("/api/bots")
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer("{\"bot\":{\"manifest\":{" + keys + "}}}"));
        long slowest = 0;
        while (!refused.isComplete()) {
            long began = System.nanoTime();
            assertThat(get("/api/version").statusCode()).isEqualTo(200);
            slowest = Math.max(slowest, System.nanoTime() - began);
        }

        assertThat(answer(refused).statusCode()).isEqualTo(422);
        assertThat(answer(refused).body().length()).isLessThan(10_000);
        assertThat(slowest).as("nanoseconds").isLessThan(2_000_000_000L);
    }

    @Test
    void a_form_of_a_million_fields_is_answered() {
        String fields =
                IntStream.range(0, 700_000).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));

        assertThat(raw("application/x-www-form-urlencoded", Buffer.buffer(fields))
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "nonsense", "application/jsonx"})
    void a_body_of_another_type_is_refused(String type) {
        HttpResponse<Buffer> refused = raw(type, Buffer.buffer("{}"));

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.bodyAsJsonObject().getJsonObject("errors").getString("detail"))
                .isEqualTo("Unsupported media type");
    }

    @Test
    void a_body_may_have_eight_million_bytes_and_no_more() {
        String head = "{\"bot\":{\"manifest\":{\"engine\":{\"type\":\"echo\"},\"on_failure\":\"";
        String tail = "\"}}}";
        String filling = "x".repeat(8_000_000 - head.length() - tail.length());

        HttpResponse<Buffer> made = raw("application/json", Buffer.buffer(head + filling + tail));
        assertThat(made.statusCode()).isEqualTo(201);
        String path = made.getHeader("location");
        assertThat(get(path).body().length()).isGreaterThan(7_900_000);
        assertThat(send(HttpMethod.DELETE, path, null).statusCode()).isEqualTo(204);
        HttpResponse<Buffer> refused = raw("application/json", Buffer.buffer(head + filling + "x" + tail));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.bodyAsJsonObject()).isEqualTo(errors("Payload too large", "a body may have 8000000 bytes"));
    }

    @Test
    void a_body_announced_too_large_is_refused_before_it_is_sent() throws IOException {
        assertThat(statusLine("POST /api/bots HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 9000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(statusLine("POST /api/bots HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n"))
                .startsWith("HTTP/1.1 100");
    }

    @Test
    void nul_and_lone_surrogates_are_left_out() {
        HttpResponse<Buffer> made = raw(
                "application/json",
                Buffer.buffer("{\"bot\":{\"manifest\":{\"engine\":{\"type\":\"echo\"},"
                        + "\"name\":\"a\\u0000b\\ud800c\"}}}"));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(data(made).getJsonObject("manifest").getString("name")).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | 200",
                "text/html, application/*;q=0.5 | 200",
                "*/* | 200",
                "text/html,*/*;q=0.1 | 200",
                "image/png | 406",
                "text/html | 406",
                "application/json;q=0 | 406",
                "application/jsonx | 406",
            })
    void callers_that_take_no_json_are_refused(String accept, int status) {
        HttpResponse<Buffer> answered = answer(
                server.client.get("/api/bots").putHeader("accept", accept).send());

        assertThat(answered.statusCode()).isEqualTo(status);
        if (status == 406) {
            assertThat(answered.bodyAsJsonObject())
                    .isEqualTo(new JsonObject().put("errors", new JsonObject().put("detail", "Not acceptable")));
        }
    }

    @Test
    void whatever_is_not_there_is_not_found() {
        assertNotFound(get("/api/nothing"));
        assertNotFound(get("/api"));
        assertNotFound(get("/api/bots/" + UUID.randomUUID()));
        assertNotFound(send(HttpMethod.DELETE, "/api/bots", null));
    }

    @Test
    void a_path_that_cannot_be_decoded_is_a_bad_request() throws IOException {
        assertThat(statusLine("GET /api/bots/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(statusLine("GET /api/bots?x=% HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(statusLine("GET /api/bots?x=%7E HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void preflights_allow_what_aida_allows() {
        HttpResponse<Buffer> preflight = answer(server.client
                .request(HttpMethod.OPTIONS, "/api/bots/x")
                .putHeader("origin", "http://page.example")
                .putHeader("access-control-request-method", "POST")
                .send());

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.getHeader("access-control-allow-origin")).isEqualTo("*");
        assertThat(preflight.getHeader("access-control-allow-methods")).isEqualTo("GET,POST,PUT,PATCH,DELETE,OPTIONS");
        assertThat(preflight.getHeader("access-control-max-age")).isEqualTo("1728000");
        assertThat(preflight.getHeader("access-control-allow-headers")).startsWith("Authorization,Content-Type");
    }

    @Test
    void a_callers_request_id_is_repeated_when_it_can_be_one() {
        String id = "request-0123456789-abcdef";
        assertThat(requestId(server.client.get("/api/bots").putHeader("x-request-id", id)))
                .isEqualTo(id);
        assertThat(requestId(server.client.get("/api/bots").putHeader("x-request-id", "short")))
                .hasSize(36);
        assertThat(requestId(server.client.get("/api/bots"))).hasSize(36);
    }

    @Test
    void head_answers_as_get_does_without_a_body() {
        HttpResponse<Buffer> head =
                answer(server.client.head("/api/bots/" + FILED).send());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isNull();
        assertThat(Integer.parseInt(head.getHeader("content-length")))
                .isEqualTo(get("/api/bots/" + FILED).body().length());
    }

    @Test
    void a_store_that_cannot_write_is_told_as_such() {
        server.stored.full(true);
        HttpResponse<Buffer> refused = post(new JsonObject().put("manifest", Manifests.aida("t")));
        server.stored.full(false);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.bodyAsJsonObject()).isEqualTo(errors("Service unavailable", "the store cannot write now"));
    }

    @Test
    void an_accident_is_told_without_details() {
        HttpResponse<Buffer> failed = get("/api/broken");

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.bodyAsString()).isEqualTo("{\"errors\":{\"detail\":\"Internal server error\"}}");
    }

    @Test
    void a_body_without_end_is_not_read_for_ever() throws IOException {
        byte[] chunk = ("100000\r\n" + "x".repeat(0x100000) + "\r\n").getBytes(UTF_8);
        int sent = 0;
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/bots HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .getBytes(UTF_8));
            while (sent < 200) {
                out.write(chunk);
                sent++;
            }
        } catch (IOException closed) {
            assertThat(sent).as("megabytes").isBetween(60, 190);
        }
        assertThat(sent).isLessThan(200);
        assertThat(get("/api/version").statusCode()).isEqualTo(200);
    }

    private static String requestId(HttpRequest<Buffer> request) {
        return answer(request.send()).getHeader("x-request-id");
    }

    private static HttpResponse<Buffer> get(String path) {
        return answer(server.client.get(path).send());
    }

    private static HttpResponse<Buffer> post(JsonObject bot) {
        return send(HttpMethod.POST, "/api/bots", new JsonObject().put("bot", bot));
    }

    private static HttpResponse<Buffer> send(HttpMethod method, String path, JsonObject body) {
        HttpRequest<Buffer> request = server.client.request(method, path);
        return answer(body == null ? request.send() : request.sendJsonObject(body));
    }

    private static HttpResponse<Buffer> raw(String type, Buffer body) {
        return answer(
                server.client.post("/api/bots").putHeader("content-type", type).sendBuffer(body));
    }

    // Requests no client library would send.
    private static String statusLine(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c > 0 && c != '\r'; c = in.read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private static void assertNotFound(HttpResponse<Buffer> answered) {
        assertThat(answered.statusCode()).isEqualTo(404);
        assertThat(answered.bodyAsString()).isEqualTo("{\"errors\":{\"detail\":\"Page not found\"}}");
    }

    private static JsonObject data(HttpResponse<Buffer> answered) {
        return answered.bodyAsJsonObject().getJsonObject("data");
    }

    private static JsonObject bot(JsonObject manifest) {
        return new JsonObject().put("bot", new JsonObject().put("manifest", manifest));
    }

    private static JsonObject errors(String detail, String reason) {
        return new JsonObject()
                .put("errors", new JsonObject().put("detail", detail).put("reason", reason));
    }
}
