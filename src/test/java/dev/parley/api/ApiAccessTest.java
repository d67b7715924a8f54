package dev.parley.api;

import static dev.parley.api.ApiServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAccessTest {
    @TempDir
    private Path files;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Bearer admin-token2",
                "Basic admin-token",
                "admin-token"
            })
    void without_the_token_nothing_is_told(String header) {
        try (ApiServer server = new ApiServer(files, address -> false)) {
            for (String path : new String[] {"/api/bots", "/api/version", "/api/nothing", "/api", "/api/bots/zzz"}) {
                HttpResponse<Buffer> refused = answer(server.client
                        .get(path)
                        .putHeader("authorization", header)
                        .send());

                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.getHeader("www-authenticate")).isEqualTo("Bearer realm=\"parley\"");
                assertThat(refused.getHeader("access-control-allow-origin")).isEqualTo("*");
                assertThat(refused.bodyAsJsonObject().getJsonObject("errors").getString("detail"))
                        .isEqualTo("Unauthorized");
            }
        }
    }

    @Test
    void the_token_opens_everything() {
        try (ApiServer server = new ApiServer(files, address -> false)) {
            HttpResponse<Buffer> version = answer(server.client
                    .get("/api/version")
                    .bearerTokenAuthentication(ApiServer.TOKEN)
                    .send());

            assertThat(version.statusCode()).isEqualTo(200);
            assertThat(version.getHeader("content-type")).isEqualTo("application/json; charset=utf-8");
            assertThat(version.bodyAsJsonObject()).isEqualTo(new JsonObject().put("data", "1.2.3"));
        }
    }

    @Test
    void preflights_images_and_the_routes_of_gateways_need_no_token() {
        try (ApiServer server = new ApiServer(files, address -> false)) {
            assertThat(answer(server.client
                                    .request(HttpMethod.OPTIONS, "/api/bots")
                                    .send())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(answer(server.client.get("/api/image/x").send()).bodyAsString())
                    .isEqualTo("image");
            HttpResponse<Buffer> chats =
                    answer(server.client.get("/api/v2/chats").send());
            assertThat(chats.bodyAsString()).isEqualTo("chats");
            assertThat(chats.headers().contains("access-control-allow-origin"))
                    .as("CORS is the gateway's own")
                    .isFalse();
            assertThat(answer(server.client.get("/api/customer/x").send()).bodyAsString())
                    .isEqualTo("customer");
            assertThat(answer(server.client.get("/api/customers").send()).statusCode())
                    .isEqualTo(401);
            assertThat(answer(server.client.post("/api/image/x").send()).statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 200",
                "localhost, -, 200",
                "'[::1]', -, 200",
                "-, http://127.0.0.1:3000, 200",
                "-, http://localhost:3000, 200",
                "-, https://evil.example, 401",
                "-, 'null', 401",
                "-, '://', 401",
                "evil.example, -, 401",
                "evil.example, http://evil.example:4000, 401",
            })
    void the_open_door_is_not_open_to_pages_of_other_sites(String host, String origin, int status) {
        try (ApiServer server = new ApiServer(files, "127.0.0.1"::equals)) {
            var request = server.client.get("/api/bots");
            if (host != null) {
                request.virtualHost(host);
            }
            if (origin != null) {
                request.putHeader("origin", origin);
            }

            assertThat(answer(request.send()).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void the_open_door_is_for_the_addresses_it_was_opened_for() {
        try (ApiServer server = new ApiServer(files, "10.0.0.1"::equals)) {
            assertThat(answer(server.client.get("/api/bots").send()).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void an_empty_admin_token_is_a_mistake() {
        try (ApiServer server = new ApiServer(files, address -> false)) {
            assertThat(TokenRegistry.load(server.stored.store().tokens(), "").cause())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
