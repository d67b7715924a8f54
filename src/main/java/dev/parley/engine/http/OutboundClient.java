package dev.parley.engine.http;

import dev.parley.config.Version;
import dev.parley.websocket.VertxInternals;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The one HTTP client of a server's engines: keeps connections, follows no redirect, and connects only to addresses the
 * {@link OutboundPolicy} allows. A name is resolved first and the connection goes to the very address that was checked,
 * so that a name cannot mean one thing to the check and another to the call.
 *
 * <p>Callable from any context; what a call answers comes on the caller's.
 */
public final class OutboundClient {
    /** Bytes of an answer that are read; a larger one fails the call. */
    public static final int MAX_ANSWER = 1 << 20;

    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int CONNECTIONS_AN_ADDRESS = 256;
    private static final String AGENT = "Parley/" + Version.text();

    private final Vertx vertx;
    private final HttpClient client;
    private final OutboundPolicy policy;

    public OutboundClient(Vertx vertx, OutboundPolicy policy) {
        this.vertx = vertx;
        this.policy = policy;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_AN_ADDRESS));
    }

    /** The rule that is kept. */
    public OutboundPolicy policy() {
        return policy;
    }

    /**
     * Posts and reads the answer, whatever its status. Fails with {@link OutboundRefusedException} when the address may
     * not be called, else with {@link CallFailedException}.
     *
     * @param timeout for all of it, from the name's look-up to the answer's last byte
     */
    public Future<OutboundReply> post(OutboundCall call, Duration timeout) {
        Promise<OutboundReply> done = Promise.promise();
        OutboundExchange exchange = open(call);
        long timer = vertx.setTimer(timeout.toMillis(), late -> {
            done.tryFail(new CallFailedException("no answer within " + timeout.toSeconds() + " s"));
            exchange.cut();
        });
        exchange.head()
                .compose(response -> body(response, MAX_ANSWER)
                        .map(body -> new OutboundReply(response.statusCode(), response.headers(), body)))
                .onComplete(read -> {
                    vertx.cancelTimer(timer);
                    if (read.failed()) {
                        done.tryFail(read.cause());
                    } else {
                        done.tryComplete(read.result());
                    }
                });
        return done.future();
    }

    /** Begins a call; its answer is read by the caller, who also watches the clock. */
    public OutboundExchange open(OutboundCall call) {
        OutboundExchange exchange = new OutboundExchange();
        Context context = vertx.getOrCreateContext();
        // All of it on one event loop: from another thread an answer could be over before anybody listens.
        if (Vertx.currentContext() == context) {
            begin(call, exchange);
        } else {
            context.runOnContext(go -> begin(call, exchange));
        }
        return exchange;
    }

    private void begin(OutboundCall call, OutboundExchange exchange) {
        addresses(call.url())
                .compose(addresses -> connect(call, addresses, 0))
                .onSuccess(request -> {
                    if (exchange.connected(request)) {
                        request.send(call.body())
                                .onSuccess(exchange::answered)
                                .onFailure(failure -> exchange.failed(named(failure)));
                    }
                })
                .onFailure(failure -> exchange.failed(named(failure)));
    }

    /** Reads the body of an answer up to so many bytes; a longer one is cut off and fails. */
    public static Future<Buffer> body(HttpClientResponse response, int most) {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        response.handler(part -> {
            if (read.length() + part.length() > most) {
                whole.tryFail(new CallFailedException("the answer is larger than " + most + " bytes"));
                response.request().reset();
            } else {
                read.appendBuffer(part);
            }
        });
        response.exceptionHandler(failure -> whole.tryFail(named(failure)));
        response.endHandler(end -> whole.tryComplete(read));
        response.resume();
        return whole.future();
    }

    /** Ends all calls. */
    public Future<Void> close() {
        return client.close();
    }

    private Future<List<InetAddress>> addresses(URI url) {
        String host = url.getHost();
        InetAddress literal = OutboundPolicy.literal(host);
        Future<List<InetAddress>> found = literal == null ? resolve(host) : Future.succeededFuture(List.of(literal));
        return found.map(all -> {
            List<InetAddress> allowed = all.stream()
                    .filter(address -> policy.refusal(address).isEmpty())
                    .toList();
            if (allowed.isEmpty()) {
                throw new OutboundRefusedException(all.stream()
                        .findFirst()
                        .flatMap(policy::refusal)
                        .map(why -> host + " cannot be called: " + why)
                        .orElse(host + " has no address"));
            }
            return allowed;
        });
    }

    private Future<List<InetAddress>> resolve(String host) {
        return VertxInternals.resolve(vertx, host)
                .map(found -> found.stream().map(InetSocketAddress::getAddress).toList())
                .recover(failure ->
                        Future.failedFuture(new CallFailedException("the name " + host + " cannot be resolved")));
    }

    // A name often has an IPv4 and an IPv6 address with a listener behind one of them only.
    private Future<HttpClientRequest> connect(OutboundCall call, List<InetAddress> addresses, int index) {
        Future<HttpClientRequest> attempt = client.request(options(call, addresses.get(index)));
        return index + 1 == addresses.size() ? attempt : attempt.recover(failed -> connect(call, addresses, index + 1));
    }

    private static RequestOptions options(OutboundCall call, InetAddress address) {
        URI url = call.url();
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", AGENT);
        call.headers().forEach(options::putHeader);
        return options;
    }

    // The client's failures have stack traces, and some of them no message.
    private static Throwable named(Throwable failure) {
        if (failure instanceof OutboundRefusedException || failure instanceof CallFailedException) {
            return failure;
        }
        String said = failure.getMessage();
        return new CallFailedException(
                said == null || said.isBlank() ? failure.getClass().getSimpleName() : said);
    }
}
