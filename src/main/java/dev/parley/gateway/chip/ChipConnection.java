package dev.parley.gateway.chip;

import dev.parley.conversation.ClientQuota;
import dev.parley.websocket.CloseCode;
import dev.parley.websocket.WebSocketConnection;
import dev.parley.websocket.WebSocketLimits;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a visitor. Its commands are handled strictly one after the other; while one is under way the socket is not
 * read. Belongs to its event loop.
 */
final class ChipConnection extends WebSocketConnection {
    /** The largest message taken, as the clients know it. */
    static final int MAX_MESSAGE = 4_096;

    private static final WebSocketLimits LIMITS = new WebSocketLimits(MAX_MESSAGE, 1 << 20, 10_000);
    private static final long PING_MS = 30_000;
    private static final long PONG_MS = 60_000;
    private static final int HELD_BY_COMMAND = 2;
    private static final int REMEMBERED = 64;

    private final ChipLoop loop;
    private final UUID bot;
    private final ClientQuota quota;
    private long pinged = now();
    private long ponged = pinged;
    private @Nullable Chat chat;
    /** The ids of messages that were shown here and not confirmed from here. */
    private @Nullable ArrayDeque<Long> shown;

    private boolean ended;

    ChipConnection(ChipLoop loop, UUID bot, ClientQuota quota) {
        super(loop.context(), LIMITS);
        this.loop = loop;
        this.bot = bot;
        this.quota = quota;
    }

    UUID botId() {
        return bot;
    }

    ChipLoop loop() {
        return loop;
    }

    /** Where the client comes from, for what it may do in how short a time. */
    ClientQuota quota() {
        return quota;
    }

    /** The chat this socket has begun, null before. */
    @Nullable
    Chat chat() {
        return chat;
    }

    /** Goes on with a chat; its head follows what has been sent so far. */
    void enter(Contact contact) {
        if (!ended) {
            chat = loop.enter(contact, this);
        }
    }

    void reply(JsonObject event) {
        send(false, event.toBuffer().getBytes());
    }

    /** Shows a message that waits to be confirmed. */
    void show(Message message, byte[] frame) {
        ArrayDeque<Long> mine = shown;
        if (mine == null) {
            mine = new ArrayDeque<>(2);
            shown = mine;
        }
        mine.remove(message.id().number());
        mine.add(message.id().number());
        if (mine.size() > REMEMBERED) {
            mine.remove();
        }
        send(false, frame);
    }

    /** Notes that the client confirmed a message; true if it was one that was shown here and not confirmed before. */
    boolean confirms(Object id) {
        return shown != null && shown.remove(id);
    }

    /** Looks again whether its bot can be spoken to here. */
    void botChanged() {
        if (loop.gateway().entry(bot).isEmpty()) {
            close(CloseCode.NORMAL);
        }
    }

    /** Looks at the clock. Only pongs count as signs of life. */
    void tick(long now) {
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
        Future<Void> handled =
                Command.read(bytes).map(loop.gateway().commands().of(this)).orElseGet(Future::succeededFuture);
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
        loop.add(this);
    }

    @Override
    protected void ending() {
        ended = true;
        if (chat != null) {
            loop.leave(chat, this);
            chat = null;
        }
    }

    @Override
    protected void gone() {
        loop.remove(this);
    }
}
