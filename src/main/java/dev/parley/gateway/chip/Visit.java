package dev.parley.gateway.chip;

import dev.parley.conversation.ClientQuota;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One socket as its commands see it: which bot it is for, the chat it has begun, and what it was shown. Belongs to the
 * socket's event loop.
 */
final class Visit implements Chat.Viewer {
    private static final int REMEMBERED = 64;

    private final ChipLoop loop;
    private final UUID bot;
    private final ClientQuota quota;
    private final Consumer<byte[]> socket;
    private final Runnable closing;
    private @Nullable Chat chat;
    /** The ids of messages that were shown here and not confirmed from here. */
    private @Nullable ArrayDeque<Long> shown;

    private boolean ended;

    /**
     * @param quota where the client comes from, for what it may do in how short a time
     * @param socket sends a frame
     * @param closing ends the socket
     */
    Visit(ChipLoop loop, UUID bot, ClientQuota quota, Consumer<byte[]> socket, Runnable closing) {
        this.loop = loop;
        this.bot = bot;
        this.quota = quota;
        this.socket = socket;
        this.closing = closing;
    }

    UUID bot() {
        return bot;
    }

    ClientQuota quota() {
        return quota;
    }

    /** The chat this socket has begun, null before. */
    @Nullable
    Chat chat() {
        return chat;
    }

    void reply(JsonObject event) {
        socket.accept(event.toBuffer().getBytes());
    }

    /** Goes on with a chat; its head follows what has been sent so far. */
    void enter(Contact contact) {
        if (!ended) {
            chat = loop.enter(contact, this);
        }
    }

    /** Leaves the chat, for good. */
    void end() {
        ended = true;
        if (chat != null) {
            loop.leave(chat, this);
            chat = null;
        }
    }

    @Override
    public void show(Message message, byte[] frame) {
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
        socket.accept(frame);
    }

    @Override
    public void close() {
        closing.run();
    }

    /** Notes that the client confirmed a message; true if it was one that was shown here and not confirmed before. */
    boolean confirms(Object id) {
        return shown != null && shown.remove(id);
    }
}
