package dev.parley.bench;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What GWS chats cost that nobody writes in: the memory of very many of them, which must not grow with their number, and
 * the CPU of a poll that brings nothing beside that of a bare HTTP answer.
 */
final class PolledChats implements Scenario {
    private static final int CONNECTIONS = 200;
    private static final int RATE = 2_000;
    private static final int AT_ONCE = 64;

    @Override
    public String name() {
        return "gws";
    }

    @Override
    public void run(Lab lab, Report report) throws Exception {
        double poll;
        try (Child server = lab.server();
                Clients clients = new Clients()) {
            List<String> chats = memory(lab.settings(), server, report);
            Iterator<String> polled = chats.iterator();
            List<PollSocket> sockets =
                    clients.open(server.port(), CONNECTIONS, 50, () -> new PollSocket(polled.next()));
            poll = cpu(lab, server, sockets, clients);
        }
        try (Child echo = lab.echo();
                Clients clients = new Clients()) {
            List<PollSocket> sockets = clients.open(echo.port(), CONNECTIONS, 50, () -> new PollSocket("/"));
            double bare = cpu(lab, echo, sockets, clients);
            double ratio = poll / bare;
            report.row(
                    "server CPU per poll that brings nothing / per bare HTTP answer, at " + RATE + " polls/s",
                    "8",
                    "4",
                    String.format(Locale.ROOT, "%.1f (%.0f us / %.1f us)", ratio, poll, bare),
                    Report.Verdict.atMost(ratio, 8, 4));
        }
    }

    /**
     * What the server remembers of chats has its bound at some ten thousands. Memory swings below it, as what was used
     * last takes the place of the rest, so it is the largest of several readings that counts.
     */
    private static List<String> memory(Settings settings, Child server, Report report) throws Exception {
        int step = settings.sized(10_000, 300);
        List<String> chats = begin(server.port(), step / 10);
        double idle = server.memory();
        List<Double> grown = new ArrayList<>();
        for (int more = 1; more <= 10; more++) {
            chats.addAll(begin(server.port(), more * step - chats.size()));
            grown.add((server.memory() - idle) / (1 << 20));
        }
        double most = grown.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        report.row(
                String.format(Locale.ROOT, "memory of up to %,d idle GWS chats, the largest of ten readings", 10 * step),
                "64 MiB",
                "48 MiB",
                String.format(Locale.ROOT, "%.1f MiB", most),
                Report.Verdict.atMost(most, 64, 48));
        report.note(
                "Memory after each %,d idle GWS chats more, in MiB: %s.",
                step,
                grown.stream().map(mib -> String.format(Locale.ROOT, "%.1f", mib)).collect(Collectors.joining(", ")));
        return chats;
    }

    /** Microseconds of a request. */
    private static double cpu(Lab lab, Child process, List<PollSocket> sockets, Clients clients) throws Exception {
        Duration warm = Duration.ofSeconds(lab.settings().sized(15, 3));
        Duration measured = Duration.ofSeconds(lab.settings().sized(20, 3));
        Load.Result result = new Load(clients, sockets, process::cpu).constant(RATE, warm, measured);
        clients.close(sockets);
        return result.metered() / 1e3;
    }

    /** Begins chats and lets each know what there is to know; their addresses for what is new. */
    private static List<String> begin(int port, int count) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<String> begun = new ArrayList<>(count);
        while (begun.size() < count) {
            List<CompletableFuture<String>> some = IntStream.range(0, Math.min(AT_ONCE, count - begun.size()))
                    .mapToObj(i -> begin(client, port))
                    .toList();
            for (CompletableFuture<String> chat : some) {
                begun.add(chat.get(30, TimeUnit.SECONDS));
            }
        }
        return begun;
    }

    private static CompletableFuture<String> begin(HttpClient client, int port) {
        URI chats = URI.create("http://127.0.0.1:" + port + "/api/v2/chats");
        HttpRequest request = HttpRequest.newBuilder(chats)
                .POST(BodyPublishers.ofString(
                        "{\"operationName\":\"RequestChat\",\"nickname\":\"Ann\",\"subject\":\"Benchmark\"}"))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString())
                .thenCompose(answer -> {
                    String messages = new JsonObject(answer.body()).getString("path") + "/messages";
                    return client.sendAsync(
                                    HttpRequest.newBuilder(chats.resolve(messages)).build(), BodyHandlers.discarding())
                            .thenApply(polled -> messages);
                });
    }
}
