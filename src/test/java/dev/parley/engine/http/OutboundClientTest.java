package dev.parley.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.Neighbour;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final OutboundClient outbound = new OutboundClient(vertx, new OutboundPolicy(true, List.of()));

    @AfterEach
    void close() {
        Waiting.on(outbound.close());
        Waiting.on(vertx.close());
    }

    @Test
    void aCallPostsJsonAndReadsTheWholeAnswer() {
        try (Neighbour other = new Neighbour((request, response) ->
                response.putHeader("x-said", "yes").setStatusCode(203).end("answer"))) {
            OutboundCall call = OutboundCall.json(other.url("/a%20b?c=d"), new JsonObject().put("é", 1))
                    .header("x-own", "own");

            OutboundReply reply = Waiting.on(outbound.post(call, PATIENCE));

            assertThat(reply.status()).isEqualTo(203);
            assertThat(reply.headers().get("x-said")).isEqualTo("yes");
            assertThat(reply.body().toString()).isEqualTo("answer");
            Neighbour.Request request = other.request(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).isEqualTo("/a%20b?c=d");
            assertThat(request.header("host")).isEqualTo("127.0.0.1:" + other.port());
            assertThat(request.header("content-type")).isEqualTo("application/json");
            assertThat(request.header("user-agent")).startsWith("Parley/");
            assertThat(request.header("x-own")).isEqualTo("own");
            assertThat(request.json()).isEqualTo(new JsonObject().put("é", 1));
        }
    }

    @Test
    void aNameIsResolvedAndStaysTheHost() {
        try (Neighbour other = new Neighbour((request, response) -> response.end())) {
            Waiting.on(outbound.post(call("http://localhost:" + other.port() + "/"), PATIENCE));

            assertThat(other.request(0).header("host")).isEqualTo("localhost:" + other.port());
        }
    }

    @Test
    void whatANameLeadsToIsCheckedWhateverTheNameIs() {
        OutboundClient strict = new OutboundClient(vertx, new OutboundPolicy(false, List.of()));
        try (Neighbour other = new Neighbour((request, response) -> response.end())) {
            Future<OutboundReply> call = strict.post(call("http://localhost:" + other.port() + "/"), PATIENCE);

            assertThatThrownBy(() -> Waiting.on(call))
                    .isInstanceOf(OutboundRefusedException.class)
                    .hasMessageContaining("localhost cannot be called")
                    .hasMessageContaining("PARLEY_ENGINE_ALLOW");
            assertThat(other.requests()).isEmpty();
        }
        Waiting.on(strict.close());
    }

    @Test
    void connectionsAreKept() {
        try (Neighbour other = new Neighbour((request, response) -> response.end())) {
            for (int i = 0; i < 20; i++) {
                Waiting.on(outbound.post(call(other.url("/")), PATIENCE));
            }
            // An answer is there a moment before its connection is free again.
            assertThat(other.connections()).hasSizeLessThan(10);
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        try (Neighbour other = new Neighbour((request, response) ->
                response.setStatusCode(302).putHeader("location", "/elsewhere").end())) {
            assertThat(Waiting.on(outbound.post(call(other.url("/")), PATIENCE)).status())
                    .isEqualTo(302);
            assertThat(other.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerMayBeAsLargeAsTheLimitAndNotLarger() {
        try (Neighbour other = new Neighbour((request, response) -> response.end(
                Buffer.buffer(new byte[Integer.parseInt(request.uri().substring(1))])))) {
            for (int size : new int[] {OutboundClient.MAX_ANSWER - 1, OutboundClient.MAX_ANSWER}) {
                assertThat(Waiting.on(outbound.post(call(other.url("/" + size)), PATIENCE))
                                .body()
                                .length())
                        .isEqualTo(size);
            }
            Future<OutboundReply> larger =
                    outbound.post(call(other.url("/" + (OutboundClient.MAX_ANSWER + 1))), PATIENCE);

            assertThatThrownBy(() -> Waiting.on(larger))
                    .isInstanceOf(CallFailedException.class)
                    .hasMessageContaining("larger than");
        }
    }

    @Test
    void anAnswerThatTakesTooLongFailsWhetherNothingOrAPartHasCome() {
        try (Neighbour other = new Neighbour((request, response) -> {
            if (request.uri().equals("/part")) {
                response.setChunked(true).write("some");
            }
        })) {
            for (String path : List.of("/nothing", "/part")) {
                Future<OutboundReply> call = outbound.post(call(other.url(path)), Duration.ofMillis(200));
                assertThatThrownBy(() -> Waiting.on(call))
                        .as(path)
                        .isInstanceOf(CallFailedException.class)
                        .hasMessageContaining("no answer within");
            }
        }
    }

    @Test
    void aCutAnswerAndAClosedPortFailWithoutAStackTrace() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        try (Neighbour other = new Neighbour((request, response) -> {
            response.setChunked(true).write("some");
            response.reset();
        })) {
            for (String url : List.of(other.url("/"), "http://127.0.0.1:" + closed + "/")) {
                Future<OutboundReply> call = outbound.post(call(url), PATIENCE);
                Waiting.until("it failed", call::failed);
                assertThat(call.cause()).isInstanceOf(CallFailedException.class);
                assertThat(call.cause().getStackTrace()).isEmpty();
            }
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() {
        SelfSignedCertificate own = SelfSignedCertificate.create("localhost");
        HttpServerOptions secure = new HttpServerOptions().setSsl(true).setKeyCertOptions(own.keyCertOptions());
        try (Neighbour other = new Neighbour(secure, (request, response) -> response.end())) {
            Future<OutboundReply> call = outbound.post(call("https://localhost:" + other.port() + "/"), PATIENCE);

            assertThatThrownBy(() -> Waiting.on(call)).isInstanceOf(CallFailedException.class);
            assertThat(other.requests()).isEmpty();
        } finally {
            own.delete();
        }
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        Instant now = Instant.parse("2026-11-20T10:00:00Z");

        assertThat(OutboundReply.retryAfter("120", now)).contains(Duration.ofMinutes(2));
        assertThat(OutboundReply.retryAfter("Fri, 20 Nov 2026 10:00:30 GMT", now))
                .contains(Duration.ofSeconds(30));
        assertThat(OutboundReply.retryAfter("Fri, 20 Nov 2026 09:00:00 GMT", now))
                .contains(Duration.ZERO);
        assertThat(OutboundReply.retryAfter("soon", now)).isEmpty();
        assertThat(OutboundReply.retryAfter(null, now)).isEmpty();
    }

    private static OutboundCall call(String url) {
        return OutboundCall.json(url, new JsonObject());
    }
}
