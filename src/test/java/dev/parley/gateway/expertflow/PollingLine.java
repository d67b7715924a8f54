package dev.parley.gateway.expertflow;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Engine.IO over requests: one waits for packets while others bring them. */
final class PollingLine implements EioLine {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final char SEPARATOR = '\u001e';

    private final String address;
    private final int protocol;
    private String sid = "";
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    PollingLine(String address, int protocol) {
        this.address = address;
        this.protocol = protocol;
    }

    @Override
    public void open(Consumer<String> packets, Runnable ended) {
        List<String> first;
        try {
            first = read(HTTP.sendAsync(request().GET().build(), HttpResponse.BodyHandlers.ofString())
                    .get(10, TimeUnit.SECONDS)
                    .body());
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        sid = SioClient.json(first.get(0).substring(1)).get("sid").asText();
        first.forEach(packets);
        poll(packets, ended);
    }

    private void poll(Consumer<String> packets, Runnable ended) {
        HTTP.sendAsync(request().GET().build(), HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    if (failure != null || answer.statusCode() != 200) {
                        ended.run();
                    } else {
                        read(answer.body()).forEach(packets);
                        if (!closed) {
                            poll(packets, ended);
                        }
                    }
                });
    }

    @Override
    public synchronized void send(String packet) {
        String body = protocol == 3 ? packet.length() + ":" + packet : packet;
        HttpRequest request = request()
                .header("content-type", "text/plain;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        sent = sent.thenCompose(before -> HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }

    @Override
    public void close() {
        closed = true;
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(sid.isEmpty() ? address : address + "&sid=" + sid))
                .timeout(Duration.ofSeconds(60));
    }

    private List<String> read(String body) {
        if (protocol == 4) {
            return List.of(body.split(String.valueOf(SEPARATOR), -1));
        }
        List<String> packets = new ArrayList<>();
        int start = 0;
        while (start < body.length()) {
            int colon = body.indexOf(':', start);
            int end = colon + 1 + Integer.parseInt(body.substring(start, colon));
            packets.add(body.substring(colon + 1, end));
            start = end;
        }
        return packets;
    }
}
