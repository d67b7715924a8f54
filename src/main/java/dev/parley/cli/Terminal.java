package dev.parley.cli;

import java.io.Console;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Where a command prints.
 *
 * @param out what was asked for
 * @param err why it could not be done
 * @param interactive whether a person at a terminal reads {@code out}
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {
    /** The process's own. */
    public static Terminal system() {
        return new Terminal(System.out, System.err, isInteractive());
    }

    // Up to Java 21 there is a console only when input and output are terminals. Java 22 to 24 always have one, and
    // only Console.isTerminal(), which Java 17 lacks, tells. When in doubt nobody is there.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) MethodHandles.publicLookup()
                    .findVirtual(Console.class, "isTerminal", MethodType.methodType(boolean.class))
                    .invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (Throwable e) {
            return false;
        }
    }
}
