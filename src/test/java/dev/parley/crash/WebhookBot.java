package dev.parley.crash;

import dev.parley.conversation.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** A bot of engine {@code webhook} that answers the call itself, as often as it is called. */
final class WebhookBot implements CrashBot {
    private final HookService service = new HookService("webhook away", WebhookBot::answered);

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public String manifest() {
        return """
                {"name":"Webhook","engine":{"type":"webhook","url":"%s","timeout":"%s"},
                 "channels":[{"type":"websocket","access_token":"crash-token","scope":"session"}]}""".formatted(service.url(), HookService.TIMEOUT);
    }

    @Override
    public String ask(String word) {
        return "post " + word;
    }

    @Override
    public String answer(Event asked) {
        return answer(CrashBot.text(asked));
    }

    private static String answer(String asked) {
        return "hook: " + asked;
    }

    private static Optional<JsonObject> answered(JsonObject call) {
        String asked = call.getJsonObject("event").getString("text");
        return Optional.of(new JsonObject().put("messages", new JsonArray().add(answer(asked))));
    }

    @Override
    public List<Trouble> troubles() {
        return List.of(service);
    }

    @Override
    public void close() {
        service.close();
    }
}
