package dev.parley.engine.courier;

import dev.parley.bot.Bot;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes courier engines: {@code {"type":"courier"}}. What they need to know stands in the bot's {@code chip} entry, which
 * may also stand alone: with {@code courier_url} this is its engine.
 */
public final class CourierProvider implements EngineProvider {
    private static final Schema SETTINGS = ObjectSchema.object().required("type", Schema.word("courier"));

    @Override
    public String type() {
        return "courier";
    }

    /** Where Courier is says who answers. */
    @Override
    public boolean isMeantBy(JsonObject manifest) {
        return manifest.getValue("channels") instanceof JsonArray channels
                && channels.stream()
                        .anyMatch(entry -> entry instanceof JsonObject chip
                                && "chip".equals(chip.getValue("type"))
                                && chip.containsKey("courier_url"));
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        List<Problem> problems = new ArrayList<>(SETTINGS.problems("#/engine", manifest.getValue("engine")));
        JsonArray channels = manifest.getJsonArray("channels", new JsonArray());
        boolean chip = false;
        for (int i = 0; i < channels.size(); i++) {
            if (!(channels.getValue(i) instanceof JsonObject entry)) {
                continue;
            }
            if (!"chip".equals(entry.getValue("type"))) {
                problems.add(Problem.at("#/channels/" + i, "Courier can only be spoken to by a chip entry"));
                continue;
            }
            chip = true;
            List<String> missing = List.of("secret", "courier_url").stream()
                    .filter(key -> entry.getString(key, "").isEmpty())
                    .toList();
            if (!missing.isEmpty()) {
                problems.add(Problem.missing("#/channels/" + i, missing));
            } else if (!isUrl(entry.getString("courier_url"))) {
                problems.add(Problem.at("#/channels/" + i + "/courier_url", "is no http or https address"));
            }
        }
        if (!chip) {
            problems.add(Problem.at("#/channels", "engine courier needs a chip entry"));
        }
        return problems;
    }

    private static boolean isUrl(String text) {
        return text.matches("https?://[^/?#\\s]+(/[^?#\\s]*)?");
    }

    @Override
    public Map<String, String> calls(JsonObject manifest) {
        JsonArray channels = manifest.getJsonArray("channels");
        Map<String, String> calls = new HashMap<>();
        for (int i = 0; i < channels.size(); i++) {
            calls.put(
                    "#/channels/" + i + "/courier_url",
                    channels.getJsonObject(i).getString("courier_url"));
        }
        return calls;
    }

    /** Visitors talk to whoever is behind Courier; nobody enters. */
    @Override
    public boolean joins() {
        return false;
    }

    /** The manifest was checked, so there is one. */
    private static JsonObject chipEntry(Bot bot) {
        return bot.manifest().document().getJsonArray("channels").stream()
                .map(JsonObject.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        JsonObject entry = chipEntry(bot);
        String url = entry.getString("courier_url").replaceAll("/+$", "") + "/c/chp/" + bot.id() + "/receive";
        return new CourierEngine(url, entry.getString("secret"), context.outbound(), new ChatIds(context.identities()));
    }
}
