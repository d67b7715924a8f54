package dev.parley.gateway.expertflow;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Engine.IO over a WebSocket. */
final class WebSocketLine implements EioLine {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI address;
    private WebSocket socket;
    private CompletionStage<?> sent;

    WebSocketLine(String url, String path) {
        address = URI.create(url.replaceFirst("^http", "ws") + path);
    }

    @Override
    public void open(Consumer<String> packets, Runnable closed) {
        StringBuilder text = new StringBuilder();
        try {
            socket = HTTP.newWebSocketBuilder()
                    .buildAsync(address, new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                            text.append(part);
                            if (last) {
                                String packet = text.toString();
                                text.setLength(0);
                                packets.accept(packet);
                            }
                            from.request(1);
                            return null;
                        }

                        @Override
                        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                            closed.run();
                            return null;
                        }

                        @Override
                        public void onError(WebSocket from, Throwable error) {
                            closed.run();
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public synchronized void send(String packet) {
        sent = sent == null ? socket.sendText(packet, true) : sent.thenCompose(before -> socket.sendText(packet, true));
    }

    @Override
    public synchronized void close() {
        if (sent == null) {
            socket.abort();
        } else {
            sent.whenComplete((done, failure) -> socket.abort());
        }
    }
}
