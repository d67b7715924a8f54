package dev.parley.engine.script;

import static dev.parley.engine.script.Manifests.bilingual;
import static dev.parley.engine.script.Manifests.english;
import static dev.parley.engine.script.Manifests.json;
import static dev.parley.engine.script.Manifests.skill;
import static dev.parley.engine.script.Manifests.small;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Body;
import dev.parley.engine.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Ann'            | Hi Ann.",
                "5                | Hi 5.",
                "1.5              | Hi 1.5.",
                "true             | Hi true.",
                "null             | Hi .",
                "''               | Hi .",
                "['a','b',null,3] | Hi a, b, , 3.",
                "{'a':[1]}        | Hi {\"a\":[1]}.",
                "'${other}'       | Hi there.",
                "'${x}'           | Hi ....",
            })
    void valuesComeFromTheSessionsData(String value, String answer) {
        JsonObject data = json("{'other':'there','x':" + value + "}");

        assertThat(new Talk(responding("Hi ${x}."), data).say("menu")).containsExactly(answer);
    }

    @Test
    void anUnknownNameIsNothing() {
        assertThat(new Talk(responding("Hi ${x}.")).say("menu")).containsExactly("Hi .");
        assertThat(new Talk(responding("${x}")).say("menu")).isEmpty();
    }

    @Test
    void anUnknownNameIsComplainedOfOnce() {
        Answer answer = new Talk(responding("Hi ${x}, ${y} and ${x}."), json("{'y':''}")).hear(new Body.Text("menu"));

        assertThat(answer.errors()).containsExactly("Unknown variable: x");
    }

    @Test
    void theManifestsVariablesStandBeforeTheData() {
        JsonObject manifest = responding("${food} for ${name}");
        manifest.put(
                "variables",
                variables("{'name':'food','values':{'en':'Soup (${name})'}}", "{'name':'food','values':{'en':'x'}}"));

        assertThat(new Talk(manifest, json("{'food':'Cake','name':'Ann'}")).say("menu"))
                .containsExactly("Soup (Ann) for Ann");
    }

    @Test
    void aVariableSpeaksTheSessionsLanguage() {
        JsonObject manifest =
                bilingual().put("variables", variables("{'name':'food','values':{'en':'soup','es':'sopa'}}"));
        skill(manifest, 1).put("response", json("{'en':'${food}','es':'${food} (${language})'}"));

        assertThat(new Talk(manifest, json("{'language':'es'}")).say("carta")).containsExactly("sopa (es)");
    }

    @Test
    void theLanguageSetInThisTurnIsKnownToIt() {
        assertThat(new Talk(responding("${language}")).say("menu")).containsExactly("en");
    }

    @Test
    void valuesThatNameEachOtherEnd() {
        JsonObject data = json("{'a':'a ${b}','b':'b ${a}'}");

        assertThat(new Talk(responding("${a}"), data).say("menu")).containsExactly("a b ...");
    }

    @Test
    void internalDataCannotBeNamed() {
        assertThat(new Talk(responding("[${.secret}]"), json("{'.secret':'s'}")).say("menu"))
                .containsExactly("[${.secret}]");
    }

    private static JsonObject responding(String text) {
        JsonObject manifest = small();
        skill(manifest, 0).put("response", english(text));
        return manifest;
    }

    private static JsonArray variables(String... variables) {
        JsonArray list = new JsonArray();
        for (String variable : variables) {
            list.add(json(variable));
        }
        return list;
    }
}
