package dev.parley.socketio;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A packet some of whose attachments are still to come. */
final class Assembly {
    private final Packet packet;
    private final List<Buffer> buffers = new ArrayList<>(2);

    Assembly(Packet packet) {
        this.packet = packet;
    }

    /** Takes the next attachment; the whole packet with the last one, else null. */
    @Nullable
    Packet add(Buffer attachment) {
        buffers.add(attachment);
        if (buffers.size() < packet.attachments()) {
            return null;
        }
        return new Packet(
                packet.type(), 0, packet.namespace(), packet.id(), Attachments.putBack(packet.data(), buffers));
    }
}
