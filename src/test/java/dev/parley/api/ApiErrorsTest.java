package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Refusals;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiErrorsTest {
    @Test
    void tooMuchIsToldWithTheWholeSecondsToWait() {
        Vertx vertx = Vertx.vertx();
        try {
            Map<Integer, String> pauses = Map.of(1, "1", 1_000, "1", 1_001, "2", 2_999, "3");
            pauses.forEach((millis, seconds) -> {
                Router router = Router.router(vertx);
                router.get("/api/x")
                        .handler(ctx -> ApiErrors.answer(ctx, Refusals.rateLimited(Duration.ofMillis(millis))));
                HttpServer server = Waiting.on(
                        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
                HttpResponse<?> answer = Waiting.on(WebClient.create(vertx)
                        .get(server.actualPort(), "127.0.0.1", "/api/x")
                        .send());

                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(answer.getHeader("retry-after")).isEqualTo(seconds);
                assertThat(answer.bodyAsJsonObject().getJsonObject("errors"))
                        .isEqualTo(new JsonObject()
                                .put("detail", "Too many requests")
                                .put("reason", "too many messages or sessions of one session"));
            });
        } finally {
            Waiting.on(vertx.close());
        }
    }
}
