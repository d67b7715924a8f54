package dev.parley.engine.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code ${name}}, in values too. A name inside its own value becomes {@code ...}, an
 * unknown one nothing, which is told. Used once, for one text.
 */
final class VariableExpansion {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*+([a-zA-Z_][a-zA-Z0-9_]*+)\\s*+\\}");

    // Values come from clients too, and a handful of them that name each other ten times over would expand without
    // end long before a name meets itself.
    private static final int MAX_VALUES = 1_000;
    private static final int MAX_LENGTH = 100_000;

    private final Function<String, @Nullable String> values;
    private final Consumer<String> unknown;
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private int taken;

    private VariableExpansion(Function<String, @Nullable String> values, Consumer<String> unknown) {
        this.values = values;
        this.unknown = unknown;
    }

    /**
     * The text with every variable replaced; the very same text when it has none.
     *
     * @param unknown told each name that has no value
     */
    static String expand(String text, Function<String, @Nullable String> values, Consumer<String> unknown) {
        if (!text.contains("${")) {
            return text;
        }
        VariableExpansion expansion = new VariableExpansion(values, unknown);
        expansion.append(text);
        expansion.out.setLength(Math.min(expansion.out.length(), MAX_LENGTH));
        return expansion.out.toString();
    }

    private void append(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        int from = 0;
        while (matcher.find()) {
            out.append(text, from, matcher.start());
            appendValue(matcher.group(1));
            from = matcher.end();
        }
        out.append(text, from, text.length());
    }

    private void appendValue(String name) {
        if (open.contains(name) || ++taken > MAX_VALUES || out.length() > MAX_LENGTH) {
            out.append("...");
            return;
        }
        String value = values.apply(name);
        if (value == null) {
            unknown.accept(name);
            return;
        }
        open.push(name);
        append(value);
        open.pop();
    }
}
