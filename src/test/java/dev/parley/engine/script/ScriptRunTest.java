package dev.parley.engine.script;

import static dev.parley.engine.script.Manifests.desk;
import static dev.parley.engine.script.Manifests.english;
import static dev.parley.engine.script.Manifests.json;
import static dev.parley.engine.script.Manifests.parley;
import static dev.parley.engine.script.Manifests.responder;
import static dev.parley.engine.script.Manifests.skill;
import static dev.parley.engine.script.Manifests.small;
import static dev.parley.engine.script.Manifests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Message;
import dev.parley.engine.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptRunTest {
    private static final String[] GREETS = {"GREETING", "INTRODUCTION", "explain menu", "HOW TO STOP"};
    private static final String[] DOES_NOT_UNDERSTAND = {"NOT UNDERSTOOD", "INTRODUCTION", "explain menu", "HOW TO STOP"
    };

    @Test
    void aConversationThatBeginsWithoutAKeywordIsGreeted() {
        assertThat(new Talk(small()).say("hello")).containsExactly(GREETS);
    }

    @Test
    void laterTheBotSaysThatItDidNotUnderstand() {
        Talk talk = new Talk(small());
        talk.say("hello");

        assertThat(talk.say("hello")).containsExactly(DOES_NOT_UNDERSTAND);
    }

    @Test
    void aKeywordIsAnsweredEvenInTheFirstMessage() {
        Talk talk = new Talk(small());

        assertThat(talk.say("menu")).containsExactly("respond menu");
        assertThat(talk.say("hello")).containsExactly(DOES_NOT_UNDERSTAND);
    }

    @ParameterizedTest
    @CsvSource({
        "hello, front_desk",
        "menu, menu",
        "stop, front_desk",
        "could I see the menu please, front_desk",
    })
    void whoAnsweredIsKnownByItsId(String text, String skill) {
        assertThat(new Talk(small()).hear(new Body.Text(text)).skills()).containsExactly(skill);
    }

    @ParameterizedTest
    @CsvSource({"MENU", "'  menu  '", "'menu!'", "food", "'menu, food'", "Ｍenu?menu"})
    void aWordMustEqualAKeywordButForItsCase(String text) {
        assertThat(new Talk(small()).say(text)).containsExactly("respond menu");
    }

    @ParameterizedTest
    @CsvSource({"menus", "men", "menu_", "m-e-n-u", "'...'"})
    void nothingLessThanAWholeKeywordCounts(String text) {
        assertThat(new Talk(small()).say(text)).containsExactly(GREETS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "menu                           | respond menu",
                "the menu please                | respond menu",
                "a b c d e f g menu food menu   | respond menu",
                "could I see the menu please    | CLARIFICATION, clarify menu",
                "menu a b                       | respond menu",
                "menu a b c                     | CLARIFICATION, clarify menu",
            })
    void aSkillAnswersWhenItsPartOfTheWordsReachesTheThreshold(String text, String answer) {
        assertThat(String.join(", ", new Talk(small()).say(text))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.01 | respond menu",
                "0.2  | respond menu",
                "0.25 | respond menu",
                "0.26 | CLARIFICATION, clarify menu",
                "0.5  | CLARIFICATION, clarify menu",
            })
    void exactlyTheThresholdIsEnough(double threshold, String answer) {
        JsonObject manifest = small();
        desk(manifest).put("threshold", threshold);

        assertThat(String.join(", ", new Talk(manifest).say("menu a b c"))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wine               | respond wine",
                "menu wine          | CLARIFICATION, clarify menu, clarify wine",
                "wine menu          | CLARIFICATION, clarify menu, clarify wine",
                "menu menu wine     | respond menu",
                "wine wine wine menu| respond wine",
                "wine wine menu a b c d | CLARIFICATION, clarify wine, clarify menu",
                "menu drink         | CLARIFICATION, clarify menu, clarify wine, clarify beer",
                "drink              | CLARIFICATION, clarify wine, clarify beer",
            })
    void theBestMustLeadTheSecondByTheThreshold(String text, String answer) {
        JsonObject manifest = with(small(), responder("wine", "wine", "drink"), responder("beer", "beer", "drink"));

        assertThat(String.join(", ", new Talk(manifest).say(text))).isEqualTo(answer);
    }

    // In floating point 0.7 - 0.4 is a little less than 0.3.
    @Test
    void aLeadOfThreeWordsInTenIsThreeTenths() {
        Talk talk = new Talk(with(small(), responder("wine", "wine")));

        assertThat(talk.say("menu menu menu menu menu menu menu wine wine wine"))
                .containsExactly("respond menu");
        assertThat(talk.say("menu menu menu menu menu menu menu wine wine wine wine a"))
                .first()
                .isEqualTo("CLARIFICATION");
    }

    @ParameterizedTest
    @CsvSource({"СУП,суп", "mañana,MAÑANA", "नमस्ते,नमस्ते", "菜单,菜单", "caf\u00e9,cafe\u0301"})
    void keywordsOfEveryScriptAreMet(String keyword, String text) {
        Talk talk = new Talk(with(small(), responder("found", keyword)));

        assertThat(talk.say("¡" + text + "!")).containsExactly("respond found");
    }

    @Test
    void emptyTextsAreSkipped() {
        JsonObject manifest = small();
        skill(manifest, 0).put("explanation", english("")).put("clarification", english(""));
        desk(manifest).getJsonObject("introduction").put("message", english("  "));

        assertThat(new Talk(manifest).say("hello")).containsExactly("GREETING", "HOW TO STOP");
        assertThat(new Talk(manifest).say("menu a b c d")).containsExactly("CLARIFICATION");
    }

    @Test
    void noSkillTakesAnImage() {
        Talk talk = new Talk(small());

        assertThat(talk.showImage()).containsExactly(GREETS);
        assertThat(talk.showImage()).containsExactly(DOES_NOT_UNDERSTAND);
        assertThat(Talk.texts(talk.hear(new Body.InvalidImage("x")))).containsExactly(DOES_NOT_UNDERSTAND);
        assertThat(Talk.texts(talk.hear(new Body.File("https://f.example/a", "a", null, null))))
                .containsExactly(DOES_NOT_UNDERSTAND);
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoMessageIsNotAnswered(Body body) {
        assertThat(new Talk(small()).hear(body)).isEqualTo(Answer.NONE);
    }

    static Stream<Body> whatIsNoMessageIsNotAnswered() {
        return Stream.of(
                new Body.DataMerged(new JsonObject().put("language", "xx"), Set.of()),
                new Body.Joined(),
                new Body.Left(),
                new Body.Closed());
    }

    @Test
    void theFirstTurnSetsTheOnlyLanguageAndLeavesAMarkLaterOnesChangeNothing() {
        Talk talk = new Talk(small());
        Answer first = talk.hear(new Body.Text("menu"));
        Answer second = talk.hear(new Body.Text("menu"));

        assertThat(first.data().set()).isEqualTo(json("{'language':'en','.talked':true}"));
        assertThat(second.data().isEmpty()).isTrue();
    }

    @Test
    void aParleyManifestMayAnswerWithSeveralMessagesAndButtons() {
        JsonObject manifest = parley(small());
        skill(manifest, 0)
                .put(
                        "response",
                        json("{'en':['Soup',{'text':'Anything else?','buttons':[{'title':'Yes','value':'menu'}]}]}"));

        assertThat(new Talk(manifest).hear(new Body.Text("menu")).messages())
                .containsExactly(
                        Message.text("Soup"),
                        new Message("Anything else?", null, null, List.of(new Button("Yes", "menu")), null, null));
    }

    @Test
    void aPressedButtonIsHeardByItsValue() {
        Answer answer = new Talk(small()).hear(new Body.Text("Show me everything there is", List.of(), "menu"));

        assertThat(Talk.texts(answer)).containsExactly("respond menu");
    }

    @Test
    void anImageResponderTakesPicturesInAParleyManifest() {
        JsonObject pictures = json("{'type':'image_responder','id':'seen','name':'Seen'}")
                .put("explanation", english("explain seen"))
                .put("clarification", english(""))
                .put("response", english("respond seen"));
        Talk talk = new Talk(with(parley(small()), pictures));

        assertThat(talk.say("hello"))
                .containsExactly("GREETING", "INTRODUCTION", "explain menu", "explain seen", "HOW TO STOP");
        assertThat(talk.showImage()).containsExactly("respond seen");
        assertThat(talk.say("menu")).containsExactly("respond menu");
        assertThat(Talk.texts(talk.hear(new Body.InvalidImage("x")))).first().isEqualTo("NOT UNDERSTOOD");
    }

    @Test
    void aBotOfOneKeywordPerWordSpeaksFromAThousandSkills() {
        JsonArray skills = new JsonArray();
        for (int i = 0; i < 1_000; i++) {
            skills.add(responder("s" + i, "word" + i));
        }

        assertThat(new Talk(small().put("skills", skills)).say("word777")).containsExactly("respond s777");
    }
}
