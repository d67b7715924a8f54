package dev.parley.bench;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What idle Socket.IO clients cost, and how fast thousands that poll are told something. */
final class SocketIoClients implements Scenario {
    @Override
    public String name() {
        return "socketio";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        memory(lab, report);
        polling(lab, report);
    }

    private static void memory(Lab lab, Report report) throws Exception {
        List<Integer> counts = IdleMemory.counts(lab.settings());
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        double upgraded;
        double bare;
        try (Child server = lab.socketIo()) {
            upgraded = IdleMemory.slope(server, counts, () -> new SocketIoSocket(client, server.port()));
        }
        try (Child echo = lab.echo()) {
            bare = IdleMemory.slope(echo, counts, EchoSocket::new);
        }
        double difference = (upgraded - bare) / 1024;
        report.row(
                "memory per idle Socket.IO client after the upgrade, minus the bare socket",
                "10 KiB",
                "0 KiB",
                String.format(Locale.ROOT, "%.1f KiB (%.1f - %.1f)", difference, upgraded / 1024, bare / 1024),
                Report.Verdict.atMost(difference, 10, 0));
    }

    private static void polling(Lab lab, Report report) throws Exception {
        int count = lab.settings().sized(5_000, 500);
        HttpClient client = HttpClient.newHttpClient();
        try (Child server = lab.socketIo();
                Clients clients = new Clients()) {
            double before = server.memory();
            List<SocketIoPoll> polls = clients.open(server.port(), count, 100, SocketIoPoll::new);
            double each = (server.memory() - before) / count;
            SocketIoSocket crier = clients.open(server.port(), 1, 1, () -> new SocketIoSocket(client, server.port()))
                    .get(0);
            LastReceiver receivers = new LastReceiver(clients, polls, () -> crier.say(System.nanoTime()));
            receivers.rounds(lab.settings().sized(10, 2));
            Histogram last = receivers.rounds(lab.settings().sized(40, 4));
            double median = last.getValueAtPercentile(50) / 1e6;
            report.row(
                    String.format(Locale.ROOT, "one event to %,d clients that poll, last receiver", count),
                    "500 ms",
                    "250 ms",
                    String.format(Locale.ROOT, "%.0f ms (worst %.0f ms)", median, last.getMaxValue() / 1e6),
                    Report.Verdict.atMost(median, 500, 250));
            report.note("A Socket.IO client that polls takes %.1f KiB with its request.", each / 1024);
            clients.close(polls);
            clients.close(List.of(crier));
        }
    }
}
