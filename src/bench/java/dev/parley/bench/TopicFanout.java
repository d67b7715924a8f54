package dev.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One answer to every socket of a topic: from the push that causes it to the last socket that hears it. */
final class TopicFanout implements Scenario {
    private final LongestTask longestTask;

    TopicFanout(LongestTask longestTask) {
        this.longestTask = longestTask;
    }

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        int listeners = lab.settings().sized(5_000, 500);
        try (Child server = lab.server();
                Clients clients = new Clients()) {
            List<PhoenixSocket> sockets = clients.open(
                    server.port(), listeners, 100, () -> new PhoenixSocket(Bots.BEACON, PhoenixSocket.Kind.LISTENS));
            PhoenixSocket asker = clients.open(
                            server.port(), 1, 1, () -> new PhoenixSocket(Bots.BEACON, PhoenixSocket.Kind.ASKS))
                    .get(0);
            List<PhoenixSocket> all = new ArrayList<>(sockets);
            all.add(asker);
            LastReceiver receivers = new LastReceiver(clients, all, asker::ask);
            receivers.rounds(lab.settings().sized(10, 2));
            Histogram last = receivers.rounds(lab.settings().sized(40, 4));
            double median = last.getValueAtPercentile(50) / 1e6;
            report.row(
                    String.format(Locale.ROOT, "one `btu_msg` to %,d sockets of a topic, last receiver", listeners),
                    "250 ms",
                    "80 ms",
                    String.format(Locale.ROOT, "%.0f ms (worst %.0f ms)", median, last.getMaxValue() / 1e6),
                    Report.Verdict.atMost(median, 250, 80));
            server.ask("probe");
            receivers.rounds(lab.settings().sized(20, 2));
            longestTask.note(report, "fan-out", server);
            clients.close(sockets);
            clients.close(List.of(asker));
        }
    }
}
