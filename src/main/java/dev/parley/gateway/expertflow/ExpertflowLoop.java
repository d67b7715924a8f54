package dev.parley.gateway.expertflow;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop has of this gateway: its sockets' places in conversations, what these are told, and its share of
 * the conversations, of which it knows who is there.
 */
final class ExpertflowLoop {
    private static final int TIPS_PAGE = 500;

    private final ExpertflowGateway gateway;
    private final Vertx vertx;
    private final Context context;
    private final Presence presence;
    private final ConnectorRelay relay;
    private final Mailings mailings = new Mailings();
    private final Map<UUID, List<Attachment>> attached = new HashMap<>();
    private @Nullable BotChannels channels;

    /** On the event loop it is for. */
    ExpertflowLoop(ExpertflowGateway gateway, Vertx vertx) {
        this.gateway = gateway;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.presence = new Presence(vertx, gateway.conversations(), gateway.options());
        this.relay = new ConnectorRelay(gateway);
    }

    ExpertflowGateway gateway() {
        return gateway;
    }

    Presence presence() {
        return presence;
    }

    Mailings mailings() {
        return mailings;
    }

    /** Runs an action on this loop, from any; the future completes on the caller's. */
    <T> Future<T> call(Supplier<Future<T>> action) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> Future.succeededFuture()
                .compose(called -> action.get())
                .onComplete(done -> caller.runOnContext(back -> promise.handle(done))));
        return promise.future();
    }

    /** Runs something on this loop, from any. */
    void run(Runnable action) {
        context.runOnContext(go -> action.run());
    }

    /** Which bot serves which channel, as it is now. */
    BotChannels channels() {
        BotChannels now = channels;
        if (now == null) {
            now = BotChannels.of(gateway.bots().all());
            channels = now;
        }
        return now;
    }

    void attach(Attachment attachment) {
        attached.computeIfAbsent(attachment.session().id(), session -> new ArrayList<>(1))
                .add(attachment);
    }

    void detach(Attachment attachment) {
        forget(attachment);
        gateway.left(attachment.session(), attachment.customer(), attachment.cursor());
    }

    void replace(Attachment before, Attachment attachment) {
        forget(before);
        attach(attachment);
    }

    private void forget(Attachment attachment) {
        attachment.end();
        UUID session = attachment.session().id();
        List<Attachment> rest = attached.get(session);
        if (rest != null && rest.remove(attachment) && rest.isEmpty()) {
            attached.remove(session);
        }
    }

    void hear(List<Notification> batch) {
        for (Notification notification : batch) {
            if (notification instanceof Notification.LogAppended grew) {
                grew(grew.session(), grew.events());
            } else if (notification instanceof Notification.Typing typing) {
                Emissions emissions = new Emissions();
                attachments(typing.session()).forEach(attachment -> attachment.offer(typing, emissions));
            } else if (notification instanceof Notification.Erased erased) {
                attachments(erased.session()).forEach(this::erased);
                presence.over(erased.session());
            } else if (notification instanceof Notification.BotChanged changed) {
                changed(changed.bot());
            }
        }
    }

    private void grew(Session session, List<Event> events) {
        if (!session.gateway().equals(ExpertflowGateway.NAME)) {
            return;
        }
        Emissions emissions = new Emissions();
        attachments(session.id()).forEach(attachment -> attachment.offer(session, events, emissions));
        if (gateway.owns(this, session.id())) {
            if (events.stream().anyMatch(event -> event.body() instanceof Body.Closed)) {
                presence.over(session.id());
            } else if (events.stream().anyMatch(event -> new Message(List.of(event)).isSaid())) {
                presence.prolong(session);
            }
            relay(session);
        }
    }

    /** Passes on what is said to a customer whom only a connector reaches. */
    void relay(Session session) {
        if (!presence.hasSockets(session.id())) {
            relay.offer(session);
        }
    }

    private void erased(Attachment attachment) {
        CustomerSocket socket = attachment.socket();
        socket.emit(Emissions.of(
                new Rendering(socket.base()).erased(gateway.botOf(attachment.session()), attachment.known())));
        socket.leave(attachment);
    }

    private void changed(UUID bot) {
        channels = null;
        boolean serves = gateway.serves(bot);
        List.copyOf(attached.values()).stream()
                .flatMap(List::stream)
                .filter(attachment -> !serves && attachment.session().bot().equals(bot))
                .map(Attachment::socket)
                .distinct()
                .toList()
                .forEach(CustomerSocket::close);
        gateway.connectors().changed(this, channels());
    }

    /** Compares every conversation that is open here with the store, and looks at the bots again: word may have been lost. */
    void reconcile() {
        channels = null;
        List<UUID> sessions = new ArrayList<>(attached.keySet());
        for (int start = 0; start < sessions.size(); start += TIPS_PAGE) {
            List<UUID> page = sessions.subList(start, Math.min(start + TIPS_PAGE, sessions.size()));
            gateway.conversations()
                    .tips(page)
                    .onSuccess(tips -> tips.forEach(
                            (session, tip) -> attachments(session).forEach(attachment -> attachment.offerTip(tip))));
        }
    }

    private List<Attachment> attachments(UUID session) {
        List<Attachment> there = attached.get(session);
        return there == null ? List.of() : List.copyOf(there);
    }
}
