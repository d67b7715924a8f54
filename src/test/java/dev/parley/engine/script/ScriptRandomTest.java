package dev.parley.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a person writes and whatever a manifest holds, nothing is thrown; a seed makes a failure repeatable. */
class ScriptRandomTest {
    private static final List<String> BITS = List.of(
            "menu",
            "stop",
            "english",
            "spanish",
            "carta",
            "${name}",
            "${",
            "}",
            "{{",
            "}}",
            " ",
            "\n",
            "\u0000",
            "_",
            "\ud800",
            "\udc00",
            "😀",
            "é",
            "\u0301",
            "İ",
            "ß",
            "菜",
            "नमस्ते",
            "##SESSION",
            "$1",
            "\\",
            "\"",
            "1");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyTextIsAnswered(long seed) {
        Random random = new Random(seed);
        JsonObject data = new JsonObject().put("name", text(random)).put("${", "x");
        Talk english = new Talk(Manifests.small(), data);
        Talk bilingual = new Talk(Manifests.bilingual(), data);
        for (int i = 0; i < 500; i++) {
            String text = text(random);
            assertThat(english.say(text)).as("answer to <%s>", text).isNotEmpty();
            assertThat(bilingual.say(text)).as("answer to <%s>", text).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDamagedManifestIsRefusedOrRuns(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            JsonObject manifest =
                    random.nextBoolean() ? Manifests.bilingual() : Manifests.parley(Manifests.bilingual());
            damage(manifest, random);
            List<Problem> problems = new ScriptProvider().check(manifest);
            if (problems.isEmpty()) {
                Talk talk = new Talk(manifest);
                assertThat(talk.say("english menu")).isNotNull();
                assertThat(talk.say("menu")).isNotNull();
            } else {
                refused++;
            }
        }
        assertThat(refused).isBetween(50, 500);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(BITS.get(random.nextInt(BITS.size())));
        }
        return text.toString();
    }

    // Puts something else in the place of one value, anywhere.
    private static void damage(Object at, Random random) {
        if (at instanceof JsonObject object && !object.isEmpty()) {
            List<String> keys = List.copyOf(object.fieldNames());
            String key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(4) == 0) {
                object.put(random.nextInt(5) == 0 ? text(random) : key, anything(random));
            } else {
                damage(object.getValue(key), random);
            }
        } else if (at instanceof JsonArray array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (random.nextInt(4) == 0) {
                array.set(index, anything(random));
            } else {
                damage(array.getValue(index), random);
            }
        }
    }

    private static Object anything(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> random.nextDouble();
            case 3 -> random.nextBoolean();
            case 4 -> new JsonObject();
            case 5 -> new JsonArray();
            case 6 -> new JsonObject().put("en", text(random));
            case 7 -> new JsonArray().add(text(random)).addNull();
            default -> text(random);
        };
    }
}
