package dev.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many clients a second can connect, join and have a session stored. */
final class ConnectRate implements Scenario {
    private static final int AT_ONCE = 200;

    private final LongestTask longestTask;

    ConnectRate(LongestTask longestTask) {
        this.longestTask = longestTask;
    }

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        int count = lab.settings().sized(5_000, 300);
        try (Child server = lab.server()) {
            round(server, count);
            List<Double> rates = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                rates.add(round(server, count));
            }
            rates.sort(null);
            report.row(
                    "connect + join + stored `new_session` per second, " + AT_ONCE + " at a time",
                    "700",
                    "2,000",
                    String.format(
                            Locale.ROOT,
                            "%,.0f (%,.0f to %,.0f in %d rounds of %,d)",
                            rates.get(1),
                            rates.get(0),
                            rates.get(2),
                            rates.size(),
                            count),
                    Report.Verdict.atLeast(rates.get(1), 700, 2_000));
            server.ask("probe");
            round(server, count);
            longestTask.note(report, "connecting", server);
        }
    }

    private static double round(Child server, int count) throws Exception {
        try (Clients clients = new Clients()) {
            long start = System.nanoTime();
            List<PhoenixSocket> sockets = clients.open(
                    server.port(), count, AT_ONCE, () -> new PhoenixSocket(Bots.ECHO, PhoenixSocket.Kind.COUNTS));
            double seconds = (System.nanoTime() - start) / 1e9;
            clients.close(sockets);
            return count / seconds;
        }
    }
}
