package dev.parley.engine.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void wordsAreRunsOfLettersDigitsAndUnderscoreInLowerCase() {
        assertThat(Words.of("The MENU, please!")).containsExactly("the", "menu", "please");
        assertThat(Words.of("e-mail me_2 at 10:30")).containsExactly("e", "mail", "me_2", "at", "10", "30");
        assertThat(Words.of("  ...  ")).isEmpty();
        assertThat(Words.of("")).isEmpty();
    }

    @Test
    void lettersOfEveryScriptMakeWords() {
        assertThat(Words.of("¿MAÑANA?")).containsExactly("mañana");
        assertThat(Words.of("Меню, пожалуйста")).containsExactly("меню", "пожалуйста");
        assertThat(Words.of("菜单。谢谢")).containsExactly("菜单", "谢谢");
        assertThat(Words.of("ΜΕΝΟΎ")).containsExactly("μενού");
        assertThat(Words.of("ΟΔΟΣ οδός οδόσ")).containsExactly("οδοσ", "οδόσ", "οδόσ");
        // Letters beyond the first 65,536 code points.
        assertThat(Words.of("𐐀𐐁 x")).containsExactly("𐐨𐐩", "x");
    }

    @Test
    void vowelSignsAndAccentsBelongToTheirWord() {
        assertThat(Words.of("नमस्ते दुनिया")).containsExactly("नमस्ते", "दुनिया");
        assertThat(Words.of("cafe\u0301")).isEqualTo(List.of("caf\u00e9"));
        assertThat(Words.of("\u0301")).isEmpty();
    }

    @Test
    void emojiAreNoWordsButAKeycapIsItsDigit() {
        assertThat(Words.of("👍 ok 👩‍👩‍👧")).containsExactly("ok");
        assertThat(Words.of("1\ufe0f\u20e3")).containsExactly("1");
    }

    @Test
    void loneSurrogatesSeparateWords() {
        assertThat(Words.of("a\ud800b")).containsExactly("a", "b");
    }

    /** Each took seconds to minutes when the whole text was folded at once. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0301\u0323", "\u03a3\u0301", "\u03a3:", "\u03a3\u00ad", "a", "\ud800"})
    void aTextMadeToBeSlowIsCutAtOnce(String bit) {
        String text = "a" + bit.repeat(100_000 / bit.length());

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Words.of(text));
    }

    @Test
    void aWordTooLongForAnyKeywordStillCountsAsOne() {
        assertThat(Words.of("menu " + "X".repeat(101))).hasSize(2).first().isEqualTo("menu");
    }
}
