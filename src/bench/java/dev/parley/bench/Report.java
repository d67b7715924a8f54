package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, as a Markdown table. */
final class Report {
    private final Settings settings;
    private final List<String> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final String began = Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", load average before " + load();

    Report(Settings settings) {
        this.settings = settings;
    }

    /**
     * Adds a row.
     *
     * @param must what has to be reached, and {@code aim} what is aimed at, in words
     * @param verdict whether each was
     */
    void row(String what, String must, String aim, String measured, Verdict verdict) {
        rows.add("| " + what + " | " + must + " | " + aim + " | " + measured + " | " + verdict.word() + " |");
        progress(what + ": " + measured + " (" + verdict.word() + ")");
    }

    /** Adds something worth knowing that has no goal. */
    void note(String format, Object... values) {
        String note = String.format(Locale.ROOT, format, values);
        notes.add("- " + note);
        progress(note);
    }

    private static void progress(String line) {
        System.err.println("[bench] " + line);
    }

    /** How a figure stands to its two goals. */
    enum Verdict {
        AIM,
        MUST,
        MISSED;

        static Verdict of(boolean must, boolean aim) {
            return !must ? MISSED : aim ? AIM : MUST;
        }

        /** For statistics that should be small. */
        static Verdict atMost(double measured, double must, double aim) {
            return of(measured <= must, measured <= aim);
        }

        /** For statistics that should be large. */
        static Verdict atLeast(double measured, double must, double aim) {
            return of(measured >= must, measured >= aim);
        }

        /** The worse of two. */
        Verdict and(Verdict other) {
            return compareTo(other) >= 0 ? this : other;
        }

        String word() {
            return switch (this) {
                case AIM -> "aim reached";
                case MUST -> "must reached";
                case MISSED -> "**missed**";
            };
        }
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(began).append(", after ").append(load()).append("  \n").append(machine());
        if (settings.quick()) {
            text.append("  \nShort run: the figures mean nothing.");
        }
        text.append("\n\n| | must | aim | measured | |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row).append('\n'));
        text.append('\n');
        notes.forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    private static String machine() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 2))
                .orElse("unknown CPU");
        String memory = Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D+", "");
        return String.format(
                Locale.ROOT,
                "%d x %s, %d MiB, Linux %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                model,
                Long.parseLong(memory) / 1024,
                System.getProperty("os.version"),
                System.getProperty("java.runtime.version"));
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
