package dev.parley.engine.lines;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import dev.parley.conversation.Body;
import dev.parley.conversation.Message;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * For tests: answers a word with the lines its manifest lists ({@code "lines":{"menu":["a","b"]}}), fails on the words it
 * is to refuse ({@code "refuse":["x"]}), else says nothing.
 */
public final class LinesEngine implements EngineProvider {
    @Override
    public String type() {
        return "lines";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        return List.of();
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        JsonObject lines = bot.manifest().engine().getJsonObject("lines");
        JsonArray refuse = bot.manifest().engine().getJsonArray("refuse", new JsonArray());
        return delivery -> delivery.event().body() instanceof Body.Text text && refuse.contains(text.text())
                ? Future.failedFuture("refused")
                : Future.succeededFuture(Answer.of(answer(lines, delivery)));
    }

    private static List<Message> answer(JsonObject lines, Delivery delivery) {
        if (!(delivery.event().body() instanceof Body.Text text)) {
            return List.of();
        }
        return lines.getJsonArray(text.text(), new JsonArray()).stream()
                .map(line -> Message.text((String) line))
                .toList();
    }
}
