package dev.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The longest event-loop task over all scenarios that look for it; adds its row when these are through. */
final class LongestTask implements Scenario {
    private final List<Double> millis = new ArrayList<>();

    @Override
    public String name() {
        return "longest-task";
    }

    /** Ends the look that {@code probe} began and notes what it found. */
    void note(Report report, String when, Child server) throws IOException {
        double longest = server.ask("longest").getLong("nanos") / 1e6;
        millis.add(longest);
        report.note("Longest event-loop task, %s: %.1f ms of thread CPU time.", when, longest);
    }

    @Override
    public void run(Lab lab, Report report) {
        if (millis.isEmpty()) {
            return;
        }
        double longest = millis.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        report.row(
                "longest event-loop task, thread CPU time",
                "50 ms",
                "15 ms",
                String.format(Locale.ROOT, "%.1f ms", longest),
                Report.Verdict.atMost(longest, 50, 15));
    }
}
