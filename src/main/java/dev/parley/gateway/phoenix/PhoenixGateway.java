package dev.parley.gateway.phoenix;

import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Fanout;
import dev.parley.engine.socket.Backends;
import dev.parley.phoenix.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gateway for AIDA's bot channel. One for the server; each event loop that accepts sockets calls
 * {@link #startLoop} once, and channels made on that loop find its {@link BotLoop} by their thread.
 */
public final class PhoenixGateway {
    /** The name sessions born here carry. */
    public static final String NAME = "phoenix";

    private final Bots bots;
    private final Conversations conversations;
    private final Fanout fanout;
    private final Backends backends;
    private final EventJson json;
    private final EventText texts;
    private final int resumeLimit;
    private final Duration reconcileInterval;
    private final PushOrigins pushers = new PushOrigins();
    private final Map<Thread, BotLoop> loops = new ConcurrentHashMap<>();

    /**
     * @param backends where processes that are a bot's side are taken in
     * @param publicUrl what absolute addresses begin with; empty for relative ones
     * @param resumeLimit how many missed events are delivered at most when a client comes back
     * @param reconcileInterval how often attached sessions are compared with the store
     */
    public PhoenixGateway(
            Bots bots,
            Conversations conversations,
            Fanout fanout,
            Backends backends,
            String publicUrl,
            int resumeLimit,
            Duration reconcileInterval) {
        this.bots = bots;
        this.conversations = conversations;
        this.fanout = fanout;
        this.backends = backends;
        this.json = new EventJson(publicUrl);
        this.texts = new EventText(json);
        this.resumeLimit = resumeLimit;
        this.reconcileInterval = reconcileInterval;
    }

    /** Starts hearing notifications for the sockets of the calling event loop. */
    public Future<Void> startLoop(Vertx vertx) {
        BotLoop loop = new BotLoop(this);
        loops.put(Thread.currentThread(), loop);
        vertx.setPeriodic(reconcileInterval.toMillis(), timer -> loop.reconcile());
        return fanout.subscribe(loop::hear).mapEmpty();
    }

    /** A channel for one join of {@code bot:*}. */
    public Channel channel() {
        return new BotTopic(this);
    }

    BotLoop loop() {
        return Objects.requireNonNull(loops.get(Thread.currentThread()), "not an event loop of this gateway");
    }

    Bots bots() {
        return bots;
    }

    Conversations conversations() {
        return conversations;
    }

    Backends backends() {
        return backends;
    }

    EventJson json() {
        return json;
    }

    EventMessages messages() {
        return new EventMessages(json, texts);
    }

    PushOrigins pushers() {
        return pushers;
    }

    int resumeLimit() {
        return resumeLimit;
    }
}
