package dev.parley.gateway.phoenix;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Draft;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a channel of scope {@code topic} has said lately: the answers to that are for it alone, while it lives. Belongs to
 * the channel's event loop.
 */
final class RecentPushes {
    private static final int REMEMBERED = 256;

    private final PushOrigins pushers;
    private final BotChannel channel;
    private final ArrayDeque<PushOrigins.Pushed> pushed = new ArrayDeque<>();
    private boolean ended;

    RecentPushes(PushOrigins pushers, BotChannel channel) {
        this.pushers = pushers;
        this.channel = channel;
    }

    /** The channel is about to store something. */
    void writing(Draft draft) {
        pushers.writing(draft.id(), channel);
    }

    /** The store has answered; {@code stored} is null when it refused. */
    void written(Draft draft, @Nullable Appended stored) {
        if (stored != null && !stored.duplicate() && !ended) {
            note(new PushOrigins.Pushed(stored.session().id(), stored.event().seq()));
        }
        PushOrigins.Pushed heard = pushers.written(draft.id());
        if (heard != null && ended) {
            pushers.remove(heard);
        } else if (heard != null && stored == null) {
            // Stored, but refused: its answers are this channel's all the same.
            note(heard);
        }
    }

    private void note(PushOrigins.Pushed push) {
        pushed.add(push);
        pushers.add(push, channel);
        if (pushed.size() > REMEMBERED) {
            pushers.remove(pushed.remove());
        }
    }

    /** The channel ends: whoever is there hears the answers. */
    void end() {
        ended = true;
        while (!pushed.isEmpty()) {
            pushers.remove(pushed.remove());
        }
    }
}
