package dev.parley.gateway.chip;

import dev.parley.conversation.ClientQuota;
import dev.parley.feed.Registration;
import dev.parley.gateway.OpenConnections;
import dev.parley.websocket.CloseCode;
import dev.parley.websocket.WebSocketConnection;
import dev.parley.websocket.WebSocketLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a visitor. Its commands are handled strictly one after the other; while one is under way the socket is not
 * read. Belongs to its event loop.
 */
final class ChipConnection extends WebSocketConnection implements OpenConnections.Member {
    /** The largest message taken, as the clients know it. */
    static final int MAX_MESSAGE = 4_096;

    private static final WebSocketLimits LIMITS = new WebSocketLimits(MAX_MESSAGE, 1 << 20, 10_000);
    private static final long PING_MS = 30_000;
    private static final long PONG_MS = 60_000;
    private static final int HELD_BY_COMMAND = 2;

    private final ChipLoop loop;
    private final Commands commands;
    private final Visit visit;
    private @Nullable Registration changes;
    private long pinged = now();
    private long ponged = pinged;

    ChipConnection(Context context, ChipLoop loop, Commands commands, UUID bot, ClientQuota quota) {
        super(context, LIMITS);
        this.loop = loop;
        this.commands = commands;
        this.visit = new Visit(loop, bot, quota, frame -> send(false, frame), this::close);
    }

    @Override
    public void close() {
        close(CloseCode.NORMAL);
    }

    /** Only pongs count as signs of life. */
    @Override
    public void tick(long now) {
        if (endsBy(now)) {
            return;
        }
        if (now - ponged >= PONG_MS) {
            cut();
        } else if (now - pinged >= PING_MS) {
            pinged = now;
            ping();
        }
    }

    @Override
    protected void received(boolean binary, byte[] bytes) {
        Future<Void> handled = Command.read(bytes)
                .map(command -> commands.handle(command, visit))
                .orElseGet(Future::succeededFuture);
        if (!handled.isComplete()) {
            hold(HELD_BY_COMMAND);
            long began = now();
            handled.onComplete(done -> {
                // No pong was read meanwhile, so the time does not count.
                ponged += now() - began;
                release(HELD_BY_COMMAND);
            });
        }
    }

    @Override
    protected void ponged() {
        ponged = now();
    }

    @Override
    protected void opened() {
        changes = loop.hub().changes(visit.bot(), this::botChanged);
        loop.connections().add(this);
    }

    /** Looks again whether the bot can be spoken to here. */
    private void botChanged() {
        if (!commands.reaches(visit.bot())) {
            close();
        }
    }

    @Override
    protected void ending() {
        if (changes != null) {
            changes.end();
        }
        visit.end();
    }

    @Override
    protected void gone() {
        loop.connections().remove(this);
    }
}
