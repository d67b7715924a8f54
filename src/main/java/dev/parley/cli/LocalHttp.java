package dev.parley.cli;

import dev.parley.config.Config;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Requests to the server on this machine. */
final class LocalHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;

    /** @param tls the server's certificate, the only one trusted; empty for plain HTTP */
    LocalHttp(Optional<Config.Tls> tls) throws IOException {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
        if (tls.isPresent()) {
            builder.sslContext(PinnedCertificate.context(tls.get().cert()));
        }
        this.client = builder.build();
    }

    static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new CommandException("the server does not answer at " + request.uri());
        }
    }
}
