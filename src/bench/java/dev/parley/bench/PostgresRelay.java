package dev.parley.bench;

import dev.parley.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The durable relay over PostgreSQL, which runs beside it on the same cores and syncs each commit, and that store alone.
 */
final class PostgresRelay implements Scenario {
    private static final int ROUND_TRIP_RATE = 400;

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        Settings settings = lab.settings();
        Duration warm = Duration.ofSeconds(settings.sized(15, 3));
        Duration measured = Duration.ofSeconds(settings.sized(20, 3));
        try (PostgresServer postgres = PostgresServer.launch()) {
            double appends = Relay.appends(lab, postgres.newStore(), warm, measured);
            try (Child server = lab.serverOn(postgres.newStore());
                    Clients clients = new Clients()) {
                List<PhoenixSocket> sockets = clients.open(
                        server.port(), Relay.SOCKETS, 50, () -> new PhoenixSocket(Bots.ECHO, Relay.kind(settings)));
                Load load = new Load(clients, sockets, server::cpu);
                Load.Result most = load.closed(settings.depth(), warm, measured);
                Load.Result paced = load.constant(ROUND_TRIP_RATE, warm.dividedBy(2), measured);
                rate(report, most, appends, settings.depth());
                report.note(
                        "Over PostgreSQL a pair takes p50 %.1f ms, p99 %.1f ms at that rate, and p50 %.1f ms, p99 %.1f ms"
                                + " at %,d pairs/s.",
                        most.millis(50), most.millis(99), paced.millis(50), paced.millis(99), ROUND_TRIP_RATE);
                clients.close(sockets);
            }
        }
    }

    private static void rate(Report report, Load.Result most, double appends, int depth) {
        report.row(
                "durable relay over PostgreSQL, " + Relay.SOCKETS + " sockets with " + depth
                        + " messages on their way each, pairs/s",
                "1,200",
                "3,000",
                String.format(
                        Locale.ROOT,
                        "%,.0f, %.0f %% of half of %,.0f appends/s",
                        most.rate(),
                        most.rate() / (appends / 2) * 100,
                        appends),
                Report.Verdict.of(most.rate() >= 1_200, most.rate() >= 3_000));
    }
}
