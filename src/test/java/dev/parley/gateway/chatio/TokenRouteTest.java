package dev.parley.gateway.chatio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who is given a token, as whom, and who may read it. */
class TokenRouteTest {
    private static final Pattern MESSAGE = Pattern.compile("postMessage\\((\\{.*\\}), (\".*\")\\)");

    @AutoClose
    private static final ChatioServer chatio = ChatioServer.guarded();

    private static final ChatioClient client = chatio.client;

    private static HttpResponse<byte[]> page(String path, String page, String state, Map<String, String> headers) {
        return client.http(
                "GET",
                path + "&post_message_uri=" + URLEncoder.encode(page, UTF_8) + "&state="
                        + URLEncoder.encode(state, UTF_8),
                headers,
                new byte[0]);
    }

    private static HttpResponse<byte[]> page(String page) {
        return page("/customer?license_id=123456", page, "s", Map.of());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static JsonObject message(HttpResponse<byte[]> answer) {
        Matcher found = MESSAGE.matcher(text(answer));
        assertThat(found.find()).as(text(answer)).isTrue();
        return new JsonObject(found.group(1));
    }

    private static String target(HttpResponse<byte[]> answer) {
        Matcher found = MESSAGE.matcher(text(answer));
        assertThat(found.find()).isTrue();
        return found.group(2);
    }

    @Test
    void thePageTellsItsTokenToThePageThatAskedAlone() {
        HttpResponse<byte[]> answer = page("https://Page.example:443/x?y#z");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(target(answer)).isEqualTo("\"https://page.example\"");
        JsonObject message = message(answer);
        assertThat(message.getString("state")).isEqualTo("s");
        assertThat(message.getInteger("expires_in")).isEqualTo(28_800);
        client.login(
                new ChatioClient.Token("Bearer " + message.getString("access_token"), message.getString("entity_id")));
        assertThat(target(page("http://localhost:8080/a"))).isEqualTo("\"http://localhost:8080\"");
    }

    @Test
    void anyPageMayFrameItAndItsPolicyKnowsItsOwnScriptAlone() {
        HttpResponse<byte[]> answer = page("https://page.example/");

        assertThat(answer.headers().firstValue("x-frame-options")).isEmpty();
        String policy = answer.headers().firstValue("content-security-policy").orElseThrow();
        assertThat(policy).contains("frame-ancestors *").contains("default-src 'none'");
        Matcher nonce = Pattern.compile("'nonce-([^']+)'").matcher(policy);
        assertThat(nonce.find()).isTrue();
        assertThat(text(answer)).contains("nonce=\"" + nonce.group(1) + "\"");
        assertThat(page("https://page.example/").headers().firstValue("content-security-policy"))
                .as("another script, another nonce")
                .isNotEqualTo(Optional.of(policy));
    }

    @Test
    void nothingInTheAddressBecomesPartOfThePage() {
        String evil = "</script><script>alert(1)</script>\u2028<!--\"'\\";

        HttpResponse<byte[]> answer = page("/customer?license_id=123456", "https://page.example/", evil, Map.of());

        assertThat(message(answer).getString("state")).isEqualTo(evil);
        assertThat(text(answer))
                .doesNotContain("alert(1)</script>")
                .doesNotContain("<!--")
                .doesNotContain("\u2028");
        assertThat(text(answer).split("</script>", -1)).hasSize(2);
    }

    @Test
    void whatIsNoPageOfTheWebIsRefused() {
        for (String none : new String[] {"javascript:alert(1)", "//x", "data:text/html,x", "https://", "a b", ""}) {
            assertThat(page(none).statusCode()).as(none).isEqualTo(400);
        }
        assertThat(client.http("GET", "/customer?license_id=123456", Map.of(), new byte[0])
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anUnknownLicenceOrAForeignPageIsToldSoInThePagesWay() {
        JsonObject refused = new JsonObject("{\"identity_exception\":\"unauthorized\",\"state\":\"s\"}");

        assertThat(message(page("/customer?license_id=1", "https://page.example/", "s", Map.of())))
                .isEqualTo(refused);
        assertThat(message(page("/customer?license_id=x", "https://page.example/", "s", Map.of())))
                .isEqualTo(refused);
        assertThat(message(page("/customer?license_id=77", "https://page.example/", "s", Map.of())))
                .isEqualTo(refused);
        assertThat(message(page("/customer?license_id=77", "https://shop.example/", "s", Map.of()))
                        .containsKey("access_token"))
                .isTrue();
    }

    @Test
    void aBrowserThatReturnsIsWhoItWas() {
        HttpResponse<byte[]> first = page("https://page.example/");
        String cookie = first.headers().firstValue("set-cookie").orElseThrow();

        assertThat(cookie)
                .contains("; Secure")
                .contains("; HttpOnly")
                .contains("; SameSite=None")
                .contains("; Partitioned");
        String sent = cookie.substring(0, cookie.indexOf(';'));
        String customer = message(first).getString("entity_id");
        HttpResponse<byte[]> again = page(
                "/licence/g123456_0/customer?license_id=123456", "https://page.example/", "s", Map.of("cookie", sent));
        assertThat(message(again).getString("entity_id")).isEqualTo(customer);
        assertThat(sent).doesNotContain(customer);
        String forged = sent.substring(0, sent.length() - 5) + "AAAAA";
        assertThat(message(page("/customer?license_id=123456", "https://page.example/", "s", Map.of("cookie", forged)))
                        .getString("entity_id"))
                .isNotEqualTo(customer);
    }

    @Test
    void onlyAKeyToTheApiMakesSomebodySomebody() {
        String wanted = UUID.randomUUID().toString();
        String path = "/customer?response_type=token&license_id=123456&customer_id=" + wanted;

        assertThat(client.http("POST", path, Map.of(), new byte[0]).statusCode())
                .isEqualTo(401);
        assertThat(client.http("POST", path, Map.of("authorization", "Bearer guess"), new byte[0])
                        .statusCode())
                .isEqualTo(401);
        String reader = token("read");
        assertThat(client.http("POST", path, Map.of("authorization", "Bearer " + reader), new byte[0])
                        .statusCode())
                .isEqualTo(401);
        for (String key : new String[] {TestServer.ADMIN_TOKEN, token("operator")}) {
            HttpResponse<byte[]> answer =
                    client.http("POST", path, Map.of("authorization", "Bearer " + key), new byte[0]);
            assertThat(new JsonObject(text(answer)).getString("entity_id")).isEqualTo(wanted);
        }
        assertThat(client.http(
                                "POST",
                                "/customer?license_id=123456&customer_id=ada",
                                Map.of("authorization", "Bearer " + TestServer.ADMIN_TOKEN),
                                new byte[0])
                        .statusCode())
                .isEqualTo(400);
    }

    private static String token(String role) {
        HttpResponse<String> made = chatio.server.api(
                "POST", "/api/v1/tokens", "{\"name\":\"" + UUID.randomUUID() + "\",\"role\":\"" + role + "\"}");
        return TestServer.json(made.body()).findValue("token").asText();
    }

    @Test
    void theOldClientsFrameIsSentToWhereItTakesMessagesFrom() throws Exception {
        try (Socket raw = new Socket("127.0.0.1", chatio.server.port())) {
            raw.getOutputStream()
                    .write(
                            "GET /customer/?license_id=123456 HTTP/1.1\r\nhost: accounts.chat.io\r\nconnection: close\r\n\r\n"
                                    .getBytes(UTF_8));
            String answer = new String(raw.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 302")
                    .contains("location: https://cdn.chatio-static.com/customer?license_id=123456");
        }
    }
}
