package dev.parley.bench;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What an idle socket costs that has joined and has a session, beyond the bare WebSocket. */
final class IdleMemory implements Scenario {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        List<Integer> counts = counts(lab.settings());
        double joined;
        double chat;
        double bare;
        HttpClient nobody = HttpClient.newHttpClient();
        try (Child server = lab.server()) {
            joined = slope(server, counts, () -> new PhoenixSocket(Bots.ECHO, PhoenixSocket.Kind.COUNTS));
        }
        try (Child server = lab.server()) {
            chat = slope(server, counts, () -> new ChipSocket(nobody, server.port()));
        }
        try (Child echo = lab.echo()) {
            bare = slope(echo, counts, EchoSocket::new);
        }
        double difference = (joined - bare) / 1024;
        report.row(
                "memory per idle joined socket with a session, minus the bare socket",
                "8 KiB",
                "4 KiB",
                String.format(
                        Locale.ROOT, "%.1f KiB (%.1f - %.1f)", difference, joined / 1024, bare / 1024),
                Report.Verdict.atMost(difference, 8, 4));
        report.row(
                "memory per idle Chip socket with a chat",
                "that of a joined Phoenix socket",
                "the same",
                String.format(Locale.ROOT, "%.1f KiB (Phoenix %.1f)", chat / 1024, joined / 1024),
                Report.Verdict.atMost(chat, joined, joined));
    }

    static List<Integer> counts(Settings settings) {
        return settings.quick() ? List.of(200, 600, 1_000) : List.of(1_000, 4_000, 8_000, 11_000, 15_000);
    }

    /** Bytes a socket, by least squares. */
    static <S extends ClientSocket> double slope(Child server, List<Integer> counts, Supplier<S> make)
            throws Exception {
        List<Double> memory = new ArrayList<>();
        try (Clients clients = new Clients()) {
            List<S> open = new ArrayList<>();
            for (int count : counts) {
                open.addAll(clients.open(server.port(), count - open.size(), 100, make));
                memory.add((double) server.memory());
            }
            clients.close(open);
        }
        double meanCount = counts.stream().mapToInt(Integer::intValue).average().orElse(0);
        double meanMemory = memory.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < counts.size(); i++) {
            double distance = counts.get(i) - meanCount;
            covariance += distance * (memory.get(i) - meanMemory);
            variance += distance * distance;
        }
        return covariance / variance;
    }
}
