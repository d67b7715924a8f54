package dev.parley.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The durable relay over 200 sockets beside the store alone and a bare echo server: how many pairs a second, what one
 * costs, how long one takes, and how long it keeps an event loop.
 */
final class Relay implements Scenario {
    static final int SOCKETS = 200;
    private static final int ROUND_TRIP_RATE = 1_000;
    private static final int COST_RATE = 2_000;

    private final LongestTask longestTask;

    Relay(LongestTask longestTask) {
        this.longestTask = longestTask;
    }

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        Settings settings = lab.settings();
        Duration warm = Duration.ofSeconds(settings.sized(10, 3));
        Duration measured = Duration.ofSeconds(settings.sized(20, 3));
        double appends = appends(lab, lab.directory().resolve("parley.db").toString(), warm, measured);
        double cost;
        try (Child server = lab.server();
                Clients clients = new Clients()) {
            List<PhoenixSocket> sockets =
                    clients.open(server.port(), SOCKETS, 50, () -> new PhoenixSocket(Bots.ECHO, kind(settings)));
            Load load = new Load(clients, sockets, server::cpu);

            Load.Result most = load.closed(settings.depth(), warm, measured);
            rate(report, most, appends, settings.depth());
            Load.Result alone = load.closed(1, warm.dividedBy(3), measured.dividedBy(2));
            report.note(
                    "With one message on its way per socket: %,.0f pairs/s, p50 %.1f ms.",
                    alone.rate(), alone.millis(50));

            Load.Result paced = load.constant(ROUND_TRIP_RATE, warm.dividedBy(2), measured);
            roundTrip(report, paced);
            Load.Result costly = load.constant(COST_RATE, warm.dividedBy(2), measured);
            cost = costly.metered() / 1e3;
            report.note(
                    "Server CPU per pair: %.0f us at %,.0f pairs/s, %.0f us at %,.0f, %.0f us at %,.0f.",
                    paced.metered() / 1e3, paced.rate(), cost, costly.rate(), most.metered() / 1e3, most.rate());

            server.ask("probe");
            load.closed(settings.depth(), Duration.ZERO, measured.dividedBy(2));
            longestTask.note(report, "relay", server);
            clients.close(sockets);
        }
        double echo = echoes(lab, warm, measured, report);
        double ratio = cost / (2 * echo);
        report.row(
                "server CPU per durable pair / per two bare echoes, at " + COST_RATE + " pairs/s",
                "15",
                "6",
                String.format(Locale.ROOT, "%.1f (%.0f us / 2 x %.1f us)", ratio, cost, echo),
                Report.Verdict.atMost(ratio, 15, 6));
    }

    static PhoenixSocket.Kind kind(Settings settings) {
        return settings.plain() ? PhoenixSocket.Kind.PLAIN : PhoenixSocket.Kind.COUNTS;
    }

    /** How many appends a second a store alone does, with as many callers as there are sockets. */
    static double appends(Lab lab, String store, Duration warm, Duration measured) throws Exception {
        return lab.store(
                        "rate",
                        store,
                        Integer.toString(SOCKETS),
                        Long.toString(warm.toSeconds()),
                        Long.toString(measured.toSeconds()))
                .getDouble("rate");
    }

    /** CPU of one bare echo in microseconds, at the message rate of the pairs: two echoes stand against one pair. */
    private static double echoes(Lab lab, Duration warm, Duration measured, Report report) throws Exception {
        try (Child echo = lab.echo();
                Clients clients = new Clients()) {
            List<EchoSocket> sockets = clients.open(echo.port(), SOCKETS, 50, EchoSocket::new);
            Load load = new Load(clients, sockets, echo::cpu);
            // As warm as the server was: the same number of messages at least.
            Load.Result most = load.closed(4, warm, measured);
            Load.Result paced = load.constant(2 * COST_RATE, warm.dividedBy(2), measured);
            report.note(
                    "Bare echo: %,.0f/s at most with 4 on their way per socket; at %,.0f/s %.1f us CPU each, p50 %.2f ms, p99 %.2f ms.",
                    most.rate(), paced.rate(), paced.metered() / 1e3, paced.millis(50), paced.millis(99));
            clients.close(sockets);
            return paced.metered() / 1e3;
        }
    }

    private static void rate(Report report, Load.Result most, double appends, int depth) {
        double share = most.rate() / (appends / 2);
        report.row(
                "durable relay, " + SOCKETS + " sockets with " + depth + " messages on their way each, pairs/s",
                "3,000 and 30 % of half the bare append rate",
                "8,000",
                String.format(
                        Locale.ROOT,
                        "%,.0f, %.0f %% of half of %,.0f appends/s",
                        most.rate(),
                        share * 100,
                        appends),
                Report.Verdict.of(most.rate() >= 3_000 && share >= 0.3, most.rate() >= 8_000));
        report.note("At that rate a pair takes p50 %.1f ms, p99 %.1f ms.", most.millis(50), most.millis(99));
    }

    private static void roundTrip(Report report, Load.Result paced) {
        report.row(
                String.format(Locale.ROOT, "round trip of a pair at %,d pairs/s, p50 / p99", ROUND_TRIP_RATE),
                "4 / 40 ms",
                "2 / 12 ms",
                String.format(
                        Locale.ROOT,
                        "%.1f / %.1f ms (p99.9 %.0f ms, max %.0f ms)",
                        paced.millis(50),
                        paced.millis(99),
                        paced.millis(99.9),
                        paced.millis(100)),
                Report.Verdict.atMost(paced.millis(50), 4, 2).and(Report.Verdict.atMost(paced.millis(99), 40, 12)));
    }
}
