package dev.parley.engine.script;

import static dev.parley.engine.script.Manifests.bilingual;
import static dev.parley.engine.script.Manifests.json;
import static dev.parley.engine.script.Manifests.parley;
import static dev.parley.engine.script.Manifests.small;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Body;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    @Test
    void aBotOfSeveralLanguagesAsksForOneFirst() {
        Talk talk = new Talk(bilingual());

        assertThat(talk.say("hello")).containsExactly("English or español?");
        assertThat(talk.say("menu")).containsExactly("English or español?");
        assertThat(talk.showImage()).containsExactly("English or español?");
        assertThat(talk.data()).isEqualTo(json("{}"));
    }

    @Test
    void aWordOfTheDetectorSetsTheLanguageAndGreets() {
        Talk talk = new Talk(bilingual());
        talk.say("hello");

        assertThat(talk.say("¡ESPAÑOL!")).startsWith("SALUDO", "INTRODUCTION", "explain menu");
        assertThat(talk.data()).isEqualTo(json("{'language':'es'}"));
        assertThat(talk.say("carta")).containsExactly("responde carta");
    }

    @ParameterizedTest
    @CsvSource({"I speak english or spanish,en", "spanish then english,es", "the menu in english please,en"})
    void inALongerTextTheFirstSuchWordCounts(String text, String language) {
        Talk talk = new Talk(bilingual());
        talk.say(text);

        assertThat(talk.data().getString("language")).isEqualTo(language);
    }

    @Test
    void aSingleWordSwitchesTheLanguageLaterAndGreetsInIt() {
        Talk talk = new Talk(bilingual());
        talk.say("english");

        assertThat(talk.say("spanish")).first().isEqualTo("SALUDO");
        assertThat(talk.data().getString("language")).isEqualTo("es");
    }

    @Test
    void insideASentenceALanguageIsNoReasonToSwitch() {
        Talk talk = new Talk(bilingual());
        talk.say("english");

        assertThat(talk.say("do you serve spanish menu")).doesNotContain("SALUDO");
        assertThat(talk.say("spanish wine")).first().isEqualTo("NOT UNDERSTOOD");
        assertThat(talk.data().getString("language")).isEqualTo("en");
    }

    @Test
    void keywordsCountInTheSessionsLanguageOnly() {
        Talk talk = new Talk(bilingual(), json("{'language':'es'}"));

        assertThat(talk.say("carta")).containsExactly("responde carta");
        assertThat(talk.say("menu")).first().isEqualTo("NOT UNDERSTOOD");
    }

    @Test
    void aTextMissingInALanguageIsSaidInTheBotsFirst() {
        assertThat(new Talk(bilingual(), json("{'language':'es'}")).say("hola"))
                .containsExactly("SALUDO", "INTRODUCTION", "explain menu", "HOW TO STOP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'language':'fr'}",
                "{'language':null}",
                "{'language':7}",
                "{'language':['en']}",
                "{'language':'EN'}"
            })
    void aLanguageTheBotDoesNotHaveIsDropped(String data) {
        Talk talk = new Talk(bilingual(), json(data));

        assertThat(talk.say("menu")).containsExactly("English or español?");
        assertThat(talk.data()).isEqualTo(json("{}"));
    }

    @Test
    void aBotOfOneLanguagePutsItInThePlaceOfAnother() {
        Talk talk = new Talk(small(), json("{'language':'fr','name':'Ann'}"));

        assertThat(talk.say("menu")).containsExactly("respond menu");
        assertThat(talk.data()).isEqualTo(json("{'language':'en','name':'Ann'}"));
    }

    @Test
    void aLanguageChosenInTheTurnThatDropsAnotherIsKept() {
        Talk talk = new Talk(bilingual(), json("{'language':'fr'}"));

        assertThat(talk.say("english")).first().isEqualTo("GREETING");
        assertThat(talk.data()).isEqualTo(json("{'language':'en'}"));
    }

    @Test
    void withoutADetectorTheBotSpeaksItsFirstLanguageAndNoSkillAnswers() {
        var manifest = bilingual();
        manifest.getJsonArray("skills").remove(0);
        Talk talk = new Talk(manifest);

        assertThat(talk.say("menu")).containsExactly("GREETING", "INTRODUCTION", "HOW TO STOP");
        assertThat(talk.say("carta")).first().isEqualTo("NOT UNDERSTOOD");
    }

    @Test
    void aPictureDoesNotHideTheQuestionForTheLanguage() {
        var manifest = parley(bilingual());
        manifest.getJsonArray("skills")
                .add(
                        json(
                                "{'type':'image_responder','id':'i','name':'I','explanation':{'en':''},'clarification':{'en':''},'response':{'en':'Nice','es':'Bonito'}}"));
        Talk talk = new Talk(manifest);

        assertThat(talk.showImage()).containsExactly("English or español?");
        talk.say("spanish");
        assertThat(talk.showImage()).containsExactly("Bonito");
        assertThat(Talk.texts(talk.hear(new Body.InvalidImage("x")))).first().isEqualTo("NOT UNDERSTOOD");
    }
}
