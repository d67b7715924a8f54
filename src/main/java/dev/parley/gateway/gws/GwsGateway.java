package dev.parley.gateway.gws;

import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway for polling clients. One for the server; each event loop with an HTTP server calls {@link #mount} once.
 * A chat belongs to the loop its id falls to, whichever loop took the connection. Nothing runs for a chat that nobody
 * asks for: those that lapsed are looked for in the store.
 */
public final class GwsGateway {
    /** The name sessions born here carry. */
    public static final String NAME = "gws";

    private static final Logger LOG = LoggerFactory.getLogger(GwsGateway.class);
    private static final int PAGE = 1_000;

    private final Bots bots;
    private final Conversations conversations;
    private final Fanout fanout;
    private final GwsOptions options;
    private final Function<HttpServerRequest, String> peer;
    private final int loopCount;
    private final List<ChatLoop> loops = new CopyOnWriteArrayList<>();
    private final Promise<Void> started = Promise.promise();

    /**
     * @param peer whom a request comes from
     * @param loopCount how many event loops will mount it
     */
    public GwsGateway(
            Bots bots,
            Conversations conversations,
            Fanout fanout,
            GwsOptions options,
            Function<HttpServerRequest, String> peer,
            int loopCount) {
        this.bots = bots;
        this.conversations = conversations;
        this.fanout = fanout;
        this.options = options;
        this.peer = peer;
        this.loopCount = loopCount;
    }

    /** Puts the routes on the router of the calling event loop. Mount it before anything that guards {@code /api}. */
    public Future<Void> mount(Vertx vertx, Router router) {
        ChatLoop loop = new ChatLoop(this, vertx);
        router.route(root() + "/*").handler(new ChatRoutes(this, loop));
        synchronized (loops) {
            loops.add(loop);
            if (loops.size() == 1) {
                // After a restart everybody gets the time to come back.
                vertx.setTimer(
                        Math.max(1, options.expiry().toMillis()),
                        begin -> vertx.setPeriodic(1, options.sweep().toMillis(), timer -> sweep()));
            }
            if (loops.size() == loopCount) {
                started.complete();
            }
        }
        vertx.setPeriodic(options.sweep().toMillis(), timer -> loop.forgetKeys());
        return fanout.subscribe(loop::hear).mapEmpty();
    }

    /** The path of all chats. */
    String root() {
        return options.base() + "/v2/chats";
    }

    /** Completes when every chat has its loop. */
    Future<Void> started() {
        return started.future();
    }

    /** The loop a chat belongs to. */
    ChatLoop owner(UUID chat) {
        return loopOf(chat.hashCode());
    }

    /** The loop that counts what a peer asks for. */
    ChatLoop owner(String peerAddress) {
        return loopOf(peerAddress.hashCode());
    }

    private ChatLoop loopOf(int hash) {
        return loops.get(Math.floorMod(hash, loopCount));
    }

    private void sweep() {
        conversations
                .lapsed(NAME, Instant.now(), PAGE)
                .onSuccess(lapsed -> lapsed.forEach(this::expire))
                .onFailure(failure -> LOG.debug("Lapsed chats are looked for again: {}", failure.getMessage()));
    }

    private void expire(Session lapsed) {
        ChatLoop owner = owner(lapsed.id());
        owner.call(() -> owner.chats().expire(lapsed))
                .onFailure(failure -> LOG.debug("A lapsed chat is ended later: {}", failure.getMessage()));
    }

    Bots bots() {
        return bots;
    }

    Conversations conversations() {
        return conversations;
    }

    GwsOptions options() {
        return options;
    }

    String peer(HttpServerRequest request) {
        return peer.apply(request);
    }
}
