package dev.parley.crash;

import dev.parley.clients.ServerProcess;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bot of engine {@code webhook} that only takes what it is called with, and says its answer by REST until that is
 * acknowledged: for each call once more, under the same client id.
 */
final class LateBot implements CrashBot {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Executor later = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
    private final HookService service = new HookService("late bot away", this::take);
    private final Violations violations;
    private final SaidAnswers answers;
    private volatile String url = "";
    private volatile boolean closed;

    private record Late(String session, String clientId, JsonObject message) {}

    LateBot(Violations violations) {
        this.violations = violations;
        answers = new SaidAnswers(violations);
    }

    @Override
    public String name() {
        return "late";
    }

    @Override
    public String manifest() {
        return """
                {"name":"Late","engine":{"type":"webhook","url":"%s","timeout":"%s"},
                 "channels":[{"type":"websocket","access_token":"crash-token","scope":"session"}]}""".formatted(service.url(), HookService.TIMEOUT);
    }

    @Override
    public String ask(String word) {
        return "note " + word;
    }

    @Override
    public String answer(Event asked) {
        return answer(CrashBot.text(asked));
    }

    private static String answer(String asked) {
        return "later: " + asked;
    }

    @Override
    public void start(String server, String bot, long seed) {
        url = server;
    }

    private Optional<JsonObject> take(JsonObject call) {
        JsonObject event = call.getJsonObject("event");
        String clientId = SaidAnswers.clientId(event.getString("id"));
        say(new Late(
                call.getJsonObject("session").getString("id"),
                clientId,
                new JsonObject()
                        .put("text", answer(event.getString("text")))
                        .put("client_id", clientId)
                        .put("cause", event.getLong("seq"))));
        return Optional.empty();
    }

    private void say(Late late) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/api/v1/sessions/" + late.session() + "/messages"))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + ServerProcess.ADMIN_TOKEN)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(late.message().encode()))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, failure) -> said(late, answer, failure));
    }

    private void said(Late late, @Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (answer != null && answer.statusCode() / 100 == 2) {
            JsonObject stored = new JsonObject(answer.body()).getJsonObject("data");
            answers.acknowledge(
                    late.clientId(),
                    new SaidAnswers.Said(late.session(), stored.getString("id"), stored.getLong("seq")));
            return;
        }
        violations.unless(
                answer == null || answer.statusCode() == 503,
                "the late answer %s was refused: %s",
                late,
                answer == null ? "" : answer.statusCode() + " " + answer.body());
        if (!closed) {
            later.execute(() -> say(late));
        }
    }

    @Override
    public List<Trouble> troubles() {
        return List.of(service);
    }

    @Override
    public void check(String session, List<Event> log) {
        answers.check(session, log);
    }

    @Override
    public void close() {
        closed = true;
        service.close();
    }
}
