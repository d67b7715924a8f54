package dev.parley.engine.script;

import static dev.parley.engine.script.Manifests.bilingual;
import static dev.parley.engine.script.Manifests.json;
import static dev.parley.engine.script.Manifests.responder;
import static dev.parley.engine.script.Manifests.small;
import static dev.parley.engine.script.Manifests.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsubscribeTest {
    @ParameterizedTest
    @CsvSource({"stop", "STOP!", "'stop, stop'", "please stop"})
    void whoAsksToStopIsAcknowledgedAndNotDisturbed(String text) {
        Talk talk = new Talk(small());

        assertThat(talk.say(text)).containsExactly("STOPPED");
        assertThat(talk.data()).isEqualTo(json("{'language':'en','.do_not_disturb':true}"));
    }

    @Test
    void theNextMessageEndsDoNotDisturb() {
        Talk talk = new Talk(small());
        talk.say("stop");

        assertThat(talk.say("menu")).containsExactly("respond menu");
        assertThat(talk.data()).isEqualTo(json("{'language':'en'}"));
    }

    @Test
    void aPictureEndsItToo() {
        Talk talk = new Talk(small());
        talk.say("stop");
        talk.showImage();

        assertThat(talk.data()).isEqualTo(json("{'language':'en'}"));
    }

    @Test
    void askingTwiceKeepsIt() {
        Talk talk = new Talk(small());
        talk.say("stop");

        assertThat(talk.say("stop")).containsExactly("STOPPED");
        assertThat(talk.data().getBoolean(ScriptRun.DO_NOT_DISTURB)).isTrue();
    }

    @Test
    void theWordIsHeardAmongOthersLikeAnyKeyword() {
        Talk talk = new Talk(small());

        assertThat(talk.say("I cannot stop laughing at you")).containsExactly("CLARIFICATION", "HOW TO STOP");
        assertThat(talk.say("stop menu")).containsExactly("CLARIFICATION", "HOW TO STOP", "clarify menu");
        assertThat(talk.data()).isEqualTo(json("{'language':'en'}"));
    }

    @Test
    void theWordAloneWinsOverASkillThatHasItToo() {
        Talk talk = new Talk(with(small(), responder("bus", "bus", "stop")));

        assertThat(talk.say("stop")).containsExactly("STOPPED");
    }

    @Test
    void itIsHeardBeforeALanguageIsKnown() {
        Talk talk = new Talk(bilingual());

        assertThat(talk.say("basta")).containsExactly("BASTA YA");
        assertThat(talk.data()).isEqualTo(json("{'.do_not_disturb':true}"));
        assertThat(talk.say("hello")).containsExactly("English or español?");
        assertThat(talk.data()).isEqualTo(json("{}"));
    }
}
