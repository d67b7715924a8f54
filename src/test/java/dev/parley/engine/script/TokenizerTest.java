package dev.parley.engine.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    @Test
    void wordsAreRunsOfLettersDigitsAndUnderscoreInLowerCase() {
        assertThat(Tokenizer.of("The MENU, please!")).containsExactly("the", "menu", "please");
        assertThat(Tokenizer.of("e-mail me_2 at 10:30")).containsExactly("e", "mail", "me_2", "at", "10", "30");
        assertThat(Tokenizer.of("  ...  ")).isEmpty();
        assertThat(Tokenizer.of("")).isEmpty();
    }

    @Test
    void lettersOfEveryScriptMakeWords() {
        assertThat(Tokenizer.of("¿MAÑANA?")).containsExactly("mañana");
        assertThat(Tokenizer.of("Меню, пожалуйста")).containsExactly("меню", "пожалуйста");
        assertThat(Tokenizer.of("菜单。谢谢")).containsExactly("菜单", "谢谢");
        assertThat(Tokenizer.of("ΜΕΝΟΎ")).containsExactly("μενού");
        assertThat(Tokenizer.of("ΟΔΟΣ οδός οδόσ")).containsExactly("οδοσ", "οδόσ", "οδόσ");
        // Letters beyond the first 65,536 code points.
        assertThat(Tokenizer.of("𐐀𐐁 x")).containsExactly("𐐨𐐩", "x");
    }

    @Test
    void vowelSignsAndAccentsBelongToTheirWord() {
        assertThat(Tokenizer.of("नमस्ते दुनिया")).containsExactly("नमस्ते", "दुनिया");
        assertThat(Tokenizer.of("cafe\u0301")).isEqualTo(List.of("caf\u00e9"));
        assertThat(Tokenizer.of("\u0301")).isEmpty();
    }

    @Test
    void emojiAreNoWordsButAKeycapIsItsDigit() {
        assertThat(Tokenizer.of("👍 ok 👩‍👩‍👧")).containsExactly("ok");
        assertThat(Tokenizer.of("1\ufe0f\u20e3")).containsExactly("1");
    }

    @Test
    void loneSurrogatesSeparateWords() {
        assertThat(Tokenizer.of("a\ud800b")).containsExactly("a", "b");
    }

    /** Each took seconds to minutes when the whole text was folded at once. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0301\u0323", "\u03a3\u0301", "\u03a3:", "\u03a3\u00ad", "a", "\ud800"})
    void aTextMadeToBeSlowIsCutAtOnce(String bit) {
        String text = "a" + bit.repeat(100_000 / bit.length());

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Tokenizer.of(text));
    }

    @Test
    void aWordTooLongForAnyKeywordStillCountsAsOne() {
        assertThat(Tokenizer.of("menu " + "X".repeat(101))).hasSize(2).first().isEqualTo("menu");
    }
}
