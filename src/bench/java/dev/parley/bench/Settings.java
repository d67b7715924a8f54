package dev.parley.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What the command line asked for.
 *
 * @param quick shorter and smaller: to see that everything works, not for statistics
 * @param only the scenarios wanted, empty for all
 * @param plain whether the relay's clients are plain AIDA clients instead of ones that joined with {@code sessions}
 * @param depth messages each socket of the relay has on their way
 * @param jvm flags of the measured processes
 * @param work where data, logs and the report go
 */
record Settings(boolean quick, Set<String> only, boolean plain, int depth, List<String> jvm, Path work) {
    static final String USAGE = """
            usage: [--quick] [--plain] [--depth N] [--work DIR] [--jvm FLAG]... [SCENARIO]...
            scenarios: %s""";

    static Settings of(List<String> arguments) {
        boolean quick = false;
        boolean plain = false;
        int depth = 4;
        Path work = Path.of("target", "bench");
        List<String> jvm = new ArrayList<>(List.of("-Xms512m", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
        List<String> only = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--quick" -> quick = true;
                case "--plain" -> plain = true;
                case "--depth" -> depth = Integer.parseInt(arguments.get(++i));
                case "--work" -> work = Path.of(arguments.get(++i));
                case "--jvm" -> jvm.add(arguments.get(++i));
                default -> only.add(arguments.get(i));
            }
        }
        return new Settings(quick, Set.copyOf(only), plain, depth, List.copyOf(jvm), work.toAbsolutePath());
    }

    /** Splits what a build tool hands over as one argument. */
    static List<String> split(String[] arguments) {
        return Arrays.stream(arguments)
                .flatMap(argument -> Arrays.stream(argument.trim().split("\\s+")))
                .filter(argument -> !argument.isEmpty())
                .toList();
    }

    boolean wants(String scenario) {
        return only.isEmpty() || only.contains(scenario);
    }

    int sized(int full, int small) {
        return quick ? small : full;
    }
}
