package dev.parley.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of JVMs that tests start beside their own: the same Java, told to start fast and not to run long. */
public final class ShortLivedJvm {
    /** Half the processor time of a start goes into code that is compiled for the long run. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private ShortLivedJvm() {}

    /** Runs one of the tests' own classes. */
    public static List<String> command(Class<?> main, String... arguments) {
        return command(List.of(), main, arguments);
    }

    /** The same with further flags of the JVM, which win over those that make it start fast. */
    public static List<String> command(List<String> flags, Class<?> main, String... arguments) {
        return command(flags, System.getProperty("java.class.path"), main.getName(), arguments);
    }

    /** Runs a class of any class path. */
    public static List<String> command(List<String> flags, String classPath, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }
}
