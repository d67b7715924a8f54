package dev.parley.phoenix;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application's channel in its connection, and what it can do there: its {@link Mailbox} brings one event after the other,
 * its {@link ChannelLifecycle} knows what may be said. Lives on the connection's event loop.
 */
final class JoinedChannel implements ChannelSocket, Topics.Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(JoinedChannel.class);

    private final Connection connection;
    private final ChannelRoutes.Route route;
    private final Consumer<JoinedChannel> left;
    private final ChannelLifecycle life;
    private final Mailbox mailbox;
    private @Nullable Channel channel;
    private @Nullable StopReason earlyStop;
    private boolean leaving;

    /**
     * @param left hears that it has ended
     */
    JoinedChannel(
            Connection connection,
            String topic,
            Message join,
            ChannelRoutes.Route route,
            Consumer<JoinedChannel> left) {
        this.connection = connection;
        this.route = route;
        this.left = left;
        this.life = new ChannelLifecycle(connection, topic, join);
        this.mailbox = new Mailbox(connection);
    }

    // How it lives.

    /**
     * Asks the channel to join.
     *
     * @param answer called once, with null when the channel crashed, unless the channel ended meanwhile
     */
    void join(Payload payload, Handler<@Nullable JoinResult> answer) {
        Future<JoinResult> result = askToJoin(payload);
        if (result.isComplete()) {
            decided(result, answer);
        } else {
            result.onComplete(done -> connection.loop().execute(() -> decided(result, answer)));
        }
    }

    private Future<JoinResult> askToJoin(Payload payload) {
        connection.loop().enter();
        try {
            Channel made = route.channel().get();
            channel = made;
            Future<JoinResult> result = made.join(topic(), payload, this);
            return result == null ? Future.failedFuture("no result") : result;
        } catch (RuntimeException | StackOverflowError e) {
            return Future.failedFuture(e);
        } finally {
            connection.loop().exit();
        }
    }

    private void decided(Future<JoinResult> result, Handler<@Nullable JoinResult> answer) {
        if (life.ended()) {
            return;
        }
        if (result.failed()) {
            log(result.cause());
        }
        answer.handle(result.failed() || earlyStop == StopReason.ERROR ? null : result.result());
    }

    /** The join has been answered: what waited for that goes out, and events are handled. */
    void joined() {
        life.join();
        connection.loop().topics().subscribe(topic(), this);
        if (earlyStop == null) {
            mailbox.open();
        } else {
            stop(earlyStop);
        }
    }

    @Override
    public void stop(StopReason reason) {
        if (life.joining()) {
            earlyStop = reason;
        } else {
            end(reason, reason == StopReason.ERROR ? "phx_error" : "phx_close");
        }
    }

    private void crash(@Nullable Throwable cause) {
        if (!life.ended()) {
            log(cause);
            stop(StopReason.ERROR);
        }
    }

    /** One line, as a client may cause it at will; the stack trace is for whoever looks for it. */
    private void log(@Nullable Throwable cause) {
        LOG.warn("Channel {} crashed: {}", route.pattern(), cause == null ? "no valid result" : cause.getClass());
        LOG.trace("Channel crashed", cause);
    }

    /** Ends it, once; the frame is left out where the connection is gone or another frame must come first. */
    void end(StopReason reason, @Nullable String frame) {
        if (life.ended()) {
            return;
        }
        if (life.joined()) {
            connection.loop().topics().unsubscribe(topic(), this);
        }
        life.end();
        left.accept(this);
        mailbox.close();
        if (frame != null) {
            life.sayEnd(frame);
        }
        if (channel != null) {
            try {
                channel.terminate(reason, this);
            } catch (RuntimeException e) {
                log(e);
            }
        }
    }

    /** Says behind the answer to another join that this one has ended. */
    void sayReplaced() {
        life.sayEnd("phx_close");
    }

    // What comes.

    /** Takes a push; one with a join_ref of another join is dropped. */
    void receive(Message message) {
        if (life.concerns(message)) {
            mailbox.add(new Push(message));
        }
    }

    /** Takes the client's leave; it waits for the events before it. */
    void leave(Message message) {
        if (life.concerns(message) && !leaving) {
            leaving = true;
            mailbox.add(new Leave(message.ref()));
        }
    }

    @Override
    public void receive(Broadcast message) {
        if (application().intercepts().contains(message.event())) {
            mailbox.add(new Intercepted(message));
        } else {
            push(message);
        }
    }

    @Override
    public void send(Object message) {
        connection.loop().execute(() -> mailbox.add(new Info(message)));
    }

    private Channel application() {
        return Objects.requireNonNull(channel);
    }

    /** An event with a result. */
    private abstract class Handled implements Mailbox.Event {
        final @Nullable MessageRef ref;

        /**
         * @param ref what a reply goes to, null where there is nobody to reply to
         */
        Handled(@Nullable MessageRef ref) {
            this.ref = ref;
        }

        @Override
        public void settle(Future<Result> outcome) {
            Result result = outcome.result();
            if (life.ended()) {
                return;
            }
            if (result == null) {
                crash(outcome.cause());
                return;
            }
            Result.Reply reply = result.reply();
            StopReason stops = result.stops();
            if (reply != null && ref != null) {
                JoinedChannel.this.reply(ref, reply.status(), reply.response());
            } else if (reply != null && stops == null) {
                crash(null);
            }
            if (stops != null) {
                stop(stops);
            }
        }
    }

    /** Something the client said. */
    private final class Push extends Handled {
        private final Message message;

        Push(Message message) {
            super(life.ref(message.ref()));
            this.message = message;
        }

        @Override
        public long cost() {
            return message.size() + Mailbox.OVERHEAD;
        }

        @Override
        public boolean isAnswered() {
            return true;
        }

        @Override
        public @Nullable Future<Result> handle() {
            return message.event() instanceof String name
                    ? application().handleIn(name, message.payload(), Objects.requireNonNull(ref), JoinedChannel.this)
                    : Future.succeededFuture(Result.stop(StopReason.ERROR));
        }
    }

    /** Something the application said to itself. */
    private final class Info extends Handled {
        private final Object message;

        Info(Object message) {
            super(null);
            this.message = message;
        }

        @Override
        public @Nullable Future<Result> handle() {
            return application().handleInfo(message, JoinedChannel.this);
        }
    }

    /** A broadcast that the application wants to see first. */
    private final class Intercepted extends Handled {
        private final Broadcast message;

        Intercepted(Broadcast message) {
            super(null);
            this.message = message;
        }

        @Override
        public Future<Result> handle() {
            application().handleOut(message.event(), message.payload(), JoinedChannel.this);
            return Future.succeededFuture(Result.noReply());
        }
    }

    /** The client goes. */
    private final class Leave extends Handled {
        Leave(@Nullable Object ref) {
            super(life.ref(ref));
        }

        @Override
        public Future<Result> handle() {
            reply(Objects.requireNonNull(ref), "ok", Payload.EMPTY);
            end(StopReason.LEFT, "phx_close");
            return Future.succeededFuture(Result.noReply());
        }
    }

    // What the application says; what has no form in the client's version is a crash.

    @Override
    public void push(String event, Payload payload) {
        try {
            life.push(event, payload);
        } catch (IllegalArgumentException e) {
            crash(e);
        }
    }

    @Override
    public void push(Broadcast message) {
        try {
            if (!life.ended()) {
                life.push(message.frame(connection.serializer()));
            }
        } catch (IllegalArgumentException e) {
            crash(e);
        }
    }

    @Override
    public void reply(MessageRef ref, String status, Payload response) {
        try {
            life.reply(ref.ref(), status, response);
        } catch (IllegalArgumentException e) {
            crash(e);
        }
    }

    @Override
    public void broadcast(String event, Payload payload) {
        connection.loop().topics().broadcast(topic(), event, payload, null);
    }

    @Override
    public void broadcastFrom(String event, Payload payload) {
        connection.loop().topics().broadcast(topic(), event, payload, this);
    }

    @Override
    public boolean writeQueueFull() {
        return connection.transport().writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        connection.transport().onceDrained(handler);
    }

    // What the application asks.

    @Override
    public String topic() {
        return life.topic();
    }

    @Override
    public Context context() {
        return connection.loop().context();
    }

    @Override
    public JsonObject params() {
        return connection.request().params();
    }

    @Override
    public @Nullable String origin() {
        return connection.request().origin();
    }

    @Override
    public @Nullable String authority() {
        return connection.request().authority();
    }

    @Override
    public String remoteAddress() {
        return connection.request().remoteAddress();
    }

    @Override
    public <T> T ofConnection(Class<T> type, Supplier<T> make) {
        return connection.kept(type, make);
    }
}
