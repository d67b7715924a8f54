package dev.parley.engine;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts AIDA's forwarding before any engine: texts of a session whose data has {@code .forward_messages_id} go to the
 * operator and are not answered by the bot. A text that cannot be passed on fails as any delivery does: it is tried
 * again, and in the end undeliverable.
 */
final class Forwarding implements Engine {
    private static final String KEY = ".forward_messages_id";

    private final Engine bot;
    private final Optional<Operator> operator;

    Forwarding(Engine bot, Optional<Operator> operator) {
        this.bot = bot;
        this.operator = operator;
    }

    @Override
    public Future<Answer> deliver(Delivery delivery) {
        String id = forwardedTo(delivery.session());
        if (id == null || !(delivery.event().body() instanceof Body.Text text)) {
            return bot.deliver(delivery);
        }
        // Without a system to call the operator reads the log.
        return operator.map(system -> system.forward(id, text.text()).map(Answer.NONE))
                .orElseGet(() -> Future.succeededFuture(Answer.NONE));
    }

    private static @Nullable String forwardedTo(Session session) {
        return session.data().getValue(KEY) instanceof String id && !id.isBlank() ? id : null;
    }

    @Override
    public Future<Void> opened(Session session) {
        return bot.opened(session);
    }

    @Override
    public Future<Void> receipt(Session session, String externalId) {
        return bot.receipt(session, externalId);
    }

    @Override
    public void typing(UUID session, boolean on) {
        bot.typing(session, on);
    }

    @Override
    public void seen(UUID session, long seq) {
        bot.seen(session, seq);
    }

    @Override
    public void erased(UUID session) {
        bot.erased(session);
    }

    @Override
    public void wroteAgain(Session session, List<Event> events) {
        bot.wroteAgain(session, events);
    }

    @Override
    public void takenOver(Session session) {
        bot.takenOver(session);
    }

    @Override
    public Future<Void> closed(Session session) {
        return bot.closed(session);
    }

    @Override
    public Future<Void> stop() {
        return bot.stop();
    }

    @Override
    public boolean showsTyping() {
        return bot.showsTyping();
    }
}
