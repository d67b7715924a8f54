package dev.parley.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a long log costs: the same light load on an empty store and on a full one, in turn. */
final class Growth implements Scenario {
    private static final int RATE = 1_000;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        Settings settings = lab.settings();
        int events = settings.sized(1_000_000, 20_000);
        int runs = settings.sized(5, 1);
        Path empty = lab.directory();
        try (Child server = lab.server(empty)) {
            Bots.make(server.port());
        }
        Path full = lab.copy(empty);
        lab.store("fill", Lab.storeFile(full).toString(), Bots.ECHO, Integer.toString(events));
        List<Figures> without = new ArrayList<>();
        List<Figures> with = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            without.add(measure(lab, empty));
            with.add(measure(lab, full));
        }
        double before = median(without.stream().map(Figures::p50).toList());
        double after = median(with.stream().map(Figures::p50).toList());
        double slower = 100 * (after / before - 1);
        double memoryBefore = median(without.stream().map(Figures::memory).toList());
        double memoryAfter = median(with.stream().map(Figures::memory).toList());
        double larger = (memoryAfter - memoryBefore) / (1 << 20);
        report.row(
                String.format(Locale.ROOT, "growth of p50 and memory when the log goes from 0 to %,d events", events),
                "30 % / 8 MiB",
                "none",
                String.format(
                        Locale.ROOT,
                        "%+.0f %% (%.2f -> %.2f ms) / %+.1f MiB (%.1f -> %.1f)",
                        slower,
                        before,
                        after,
                        larger,
                        memoryBefore / (1 << 20),
                        memoryAfter / (1 << 20)),
                // Less than the runs differ among themselves is none.
                Report.Verdict.atMost(slower, 30, 5).and(Report.Verdict.atMost(larger, 8, 0.5)));
    }

    private record Figures(double p50, double memory) {}

    private static Figures measure(Lab lab, Path source) throws Exception {
        Path directory = lab.copy(source);
        try (Child server = lab.server(directory);
                Clients clients = new Clients()) {
            List<PhoenixSocket> sockets = clients.open(
                    server.port(), Relay.SOCKETS, 50, () -> new PhoenixSocket(Bots.ECHO, PhoenixSocket.Kind.COUNTS));
            Load load = new Load(clients, sockets, () -> 0);
            Load.Result result = load.constant(
                    RATE,
                    Duration.ofSeconds(lab.settings().sized(10, 2)),
                    Duration.ofSeconds(lab.settings().sized(15, 2)));
            double memory = server.memory();
            clients.close(sockets);
            return new Figures(result.millis(50), memory);
        } finally {
            Lab.delete(directory);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
