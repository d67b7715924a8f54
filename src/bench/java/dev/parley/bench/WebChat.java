package dev.parley.bench;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** From Courier's request at {@code /wc/send} to the visitor's {@code chat_out}, stored in between. */
final class WebChat implements Scenario {
    private static final int SOCKETS = 200;
    private static final int RATE = 200;

    @Override
    public String name() {
        return "chip";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        Duration warm = Duration.ofSeconds(lab.settings().sized(15, 3));
        Duration measured = Duration.ofSeconds(lab.settings().sized(20, 3));
        HttpClient sender =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (Child server = lab.server();
                Clients clients = new Clients()) {
            List<ChipSocket> sockets =
                    clients.open(server.port(), SOCKETS, 50, () -> new ChipSocket(sender, server.port()));
            Load.Result told = new Load(clients, sockets, server::cpu).constant(RATE, warm, measured);
            report.row(
                    "from `/wc/send` to `chat_out` at " + RATE + " messages/s, p50",
                    "5 ms",
                    "2 ms",
                    String.format(
                            Locale.ROOT, "%.1f ms (p99 %.1f ms)", told.millis(50), told.millis(99)),
                    Report.Verdict.atMost(told.millis(50), 5, 2));
            clients.close(sockets);
        }
    }
}
