package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.ClientQuota;
import dev.parley.feed.Registration;
import dev.parley.gateway.OpenConnections;
import dev.parley.websocket.SteadyClock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, whatever carries it. Its requests are handled strictly one after the other, and nothing is
 * pushed before it is logged in. Belongs to its event loop.
 */
final class Connection implements Subscriber, OpenConnections.Member {
    /** The largest frame taken, in bytes. */
    static final int MAX_FRAME = 1 << 20;

    private static final int MOST_WAITING = 1_000;
    private static final long LOGIN_MS = 30_000;

    private final ChatioLoop loop;
    private final ClientTransport carrier;
    private final long license;
    private final ClientQuota quota;
    private final long since = SteadyClock.millis();
    private final Queue<Supplier<Request>> waiting = new ArrayDeque<>(2);
    private boolean busy;
    private boolean ended;
    private @Nullable Chat chat;
    private @Nullable Registration changes;

    Connection(ChatioLoop loop, ClientTransport carrier, long license, ClientQuota quota) {
        this.loop = loop;
        this.carrier = carrier;
        this.license = license;
        this.quota = quota;
    }

    /** Begins. A client whose licence is unknown, or whose page may not use it, is told so and does not come back. */
    void begin(@Nullable String origin, @Nullable String authority) {
        if (ended) {
            return;
        }
        loop.connections().add(this);
        try {
            Bot bot = loop.context().admit(license, origin, authority);
            changes = loop.hub().changes(bot.id(), this::botChanged);
        } catch (Fault unknown) {
            refuse("license_not_found");
        }
    }

    /** Says why and ends it for good. */
    void refuse(String reason) {
        carrier.send(new Push("customer_disconnected", new JsonObject().put("reason", reason)).frame());
        carrier.evict();
    }

    /**
     * Takes a frame.
     *
     * @param frame reads it when its turn has come; throws a {@link Fault} when it is no request
     */
    void received(Supplier<Request> frame) {
        if (ended) {
            return;
        }
        if (waiting.size() == MOST_WAITING) {
            close();
            return;
        }
        waiting.add(frame);
        if (!busy) {
            next();
        }
    }

    private void next() {
        Supplier<Request> frame = waiting.poll();
        while (frame != null && !ended) {
            Future<?> handled = handle(frame);
            if (!handled.isComplete()) {
                busy = true;
                handled.onComplete(done -> {
                    busy = false;
                    next();
                });
                return;
            }
            frame = waiting.poll();
        }
    }

    private Future<?> handle(Supplier<Request> frame) {
        Request request;
        try {
            request = frame.get();
        } catch (Fault fault) {
            carrier.send(Request.unreadable(fault));
            return Future.succeededFuture();
        }
        Future<?> handled;
        try {
            handled = perform(request);
        } catch (RuntimeException refused) {
            handled = Future.failedFuture(refused);
        }
        return handled.onFailure(failure -> fail(request, failure));
    }

    private Future<?> perform(Request request) {
        if (request.action().equals("ping")) {
            carrier.send(request.succeeded(new JsonObject()));
            return Future.succeededFuture();
        }
        if (request.action().equals("login")) {
            return login(request);
        }
        Chat entered = chat;
        if (entered == null) {
            throw Fault.authentication("log in first");
        }
        Call call = new LiveCall(entered, request);
        // What was answered already is not answered again by a failure that comes behind.
        return loop.actions()
                .of(request.action())
                .perform(request.payload(), call)
                .onFailure(call::fail)
                .otherwiseEmpty();
    }

    private Future<?> login(Request request) {
        if (chat != null) {
            throw Fault.validation("logged in already");
        }
        Bot bot = loop.context().bot(license).orElseThrow(() -> Fault.authentication("the licence is not known here"));
        String token = Fields.string(request.payload(), "token");
        return loop.customers()
                .login(bot, license, token, Fields.object(request.payload(), "customer"))
                .compose(customer -> {
                    Chat entered = loop.enter(customer);
                    return entered.loaded()
                            .onSuccess(loaded -> entered(request, entered))
                            .onFailure(failure -> loop.leave(entered));
                });
    }

    private void entered(Request request, Chat entered) {
        if (ended) {
            loop.leave(entered);
            return;
        }
        chat = entered;
        carrier.send(request.succeeded(
                new JsonObject().put("customer_id", entered.customer().id()).put("static_config_path", "")));
        entered.add(this);
    }

    private void fail(Request request, Throwable failure) {
        if (!ended) {
            carrier.send(request.failed(Fault.of(failure)));
        }
    }

    @Override
    public void push(Frame frame) {
        carrier.send(frame);
    }

    /** Looks again whether the bot can be spoken to here. */
    private void botChanged() {
        boolean same = loop.context()
                .bot(license)
                .filter(bot -> chat == null || bot.id().equals(chat.customer().bot()))
                .isPresent();
        if (!same) {
            close();
        }
    }

    @Override
    public void tick(long now) {
        if (chat == null && !ended && now - since > LOGIN_MS) {
            close();
        }
        carrier.tick(now);
    }

    @Override
    public void close() {
        carrier.close();
    }

    /** Nothing comes or goes any more. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        waiting.clear();
        if (changes != null) {
            changes.end();
        }
        Chat entered = chat;
        if (entered != null) {
            entered.remove(this);
            loop.leave(entered);
        }
    }

    /** It is gone. */
    void gone() {
        end();
        loop.connections().remove(this);
    }

    /** A request over this connection. */
    private final class LiveCall extends Call {
        private final Request request;

        LiveCall(Chat chat, Request request) {
            super(chat.bot(), chat, quota);
            this.request = request;
        }

        @Override
        public Subscriber connection() {
            return Connection.this;
        }

        @Override
        void succeeded(Answer answer) {
            if (!ended) {
                carrier.send(request.succeeded(answer.payload()));
                Push own = answer.own();
                if (own != null) {
                    carrier.send(own.frame(request.id()));
                }
            }
        }

        @Override
        void failed(Fault fault) {
            Connection.this.fail(request, fault);
        }
    }
}
