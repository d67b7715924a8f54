package dev.parley.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableExpansionTest {
    private final Map<String, String> values = new HashMap<>(Map.of(
            "name", "Ann",
            "_a1", "under",
            "greeting", "Hello ${name}",
            "self", "I am ${self}",
            "ping", "ping ${pong}",
            "pong", "pong ${ping}",
            "empty", "",
            "money", "$5 {x} \\ $1"));
    private final List<String> unknown = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hi ${name}!                | Hi Ann!",
                "Hi ${ name }!              | Hi Ann!",
                "${name}${name}             | AnnAnn",
                "${_a1}                     | under",
                "${greeting}, again         | Hello Ann, again",
                "[${nobody}]                | []",
                "[${empty}]                 | []",
                "${self}                    | I am ...",
                "${ping}                    | ping pong ...",
                "${ping} ${pong}            | ping pong ... pong ping ...",
                "${money}                   | $5 {x} \\ $1",
                "${1a} ${a-b} ${} ${a $name | ${1a} ${a-b} ${} ${a $name",
                "$${name}}                  | $Ann}",
            })
    void namesAreReplacedByTheirValues(String text, String expanded) {
        assertThat(VariableExpansion.expand(text, values::get, unknown::add)).isEqualTo(expanded);
    }

    @Test
    void whoeverAskedIsToldOfNamesWithoutAValue() {
        VariableExpansion.expand("${nobody} ${name} ${nowhere} ${empty}", values::get, unknown::add);

        assertThat(unknown).containsExactly("nobody", "nowhere");
    }

    @Test
    void aTextWithoutNamesIsReturnedAsItIs() {
        String text = new String("plain");

        assertThat(VariableExpansion.expand(text, values::get, unknown::add)).isSameAs(text);
    }

    @Test
    void valuesThatNameEachOtherManyTimesEndSoon() {
        for (int i = 0; i < 30; i++) {
            values.put("v" + i, ("${v" + (i + 1) + "}").repeat(50));
        }

        String expanded = VariableExpansion.expand("${v0}", values::get, unknown::add);

        assertThat(expanded).endsWith("...").hasSizeLessThan(10_000);
    }

    @Test
    void aTextGrowsToItsLimitAndNoFurther() {
        values.put("big", "x".repeat(60_000));

        assertThat(VariableExpansion.expand("${big}".repeat(10), values::get, unknown::add))
                .hasSize(100_000);
    }
}
