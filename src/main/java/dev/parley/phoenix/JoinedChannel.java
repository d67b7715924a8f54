package dev.parley.phoenix;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel in its connection: the mailbox that keeps its events in order, and the frames that say how it lives and ends.
 */
final class JoinedChannel implements ChannelSocket {
    private static final Logger LOG = LoggerFactory.getLogger(JoinedChannel.class);

    /** What an event costs while it waits, besides its bytes. */
    private static final int EVENT_OVERHEAD = 256;

    private final Socket socket;
    private final String topic;
    private final ChannelRoutes.Route route;

    /** As the client sent it, perhaps null: what {@code phx_close} and {@code phx_error} say. */
    private final @Nullable Object givenRef;

    /** The ref of the join where no join_ref was given: what replies and pushes say. */
    private final @Nullable Object joinRef;

    private @Nullable Channel channel;
    private State state = State.JOINING;
    private boolean busy = true;
    private boolean leaving;

    /** The push being handled; a reply goes to its ref. */
    private @Nullable MessageRef current;

    private @Nullable ArrayDeque<Event> mailbox;

    /** Frames made before the join was answered. */
    private @Nullable List<Frame> early;

    private @Nullable StopReason earlyStop;

    private enum State {
        JOINING,
        JOINED,
        ENDED
    }

    /** Something that waits for its turn. */
    private sealed interface Event {
        record In(
                @Nullable Object name,
                Payload payload,
                @Nullable Object ref,
                int size) implements Event {}

        record Info(Object message) implements Event {}

        record Out(String name, Payload payload) implements Event {}

        record Leave(@Nullable Object ref) implements Event {}
    }

    JoinedChannel(Socket socket, String topic, Message join, ChannelRoutes.Route route) {
        this.socket = socket;
        this.topic = topic;
        this.route = route;
        this.givenRef = join.joinRef();
        this.joinRef = givenRef == null ? join.ref() : givenRef;
    }

    /**
     * Asks the channel to join.
     *
     * @param answer called once, with null when the channel crashed, unless the channel ended meanwhile
     */
    void join(Payload payload, Handler<@Nullable JoinResult> answer) {
        Future<JoinResult> result;
        socket.shard().enter();
        try {
            channel = route.channel().get();
            result = channel.join(topic, payload, this);
        } catch (RuntimeException | StackOverflowError e) {
            result = Future.failedFuture(e);
        } finally {
            socket.shard().exit();
        }
        if (result == null) {
            result = Future.failedFuture("no result");
        }
        if (result.isComplete()) {
            join(result, answer);
        } else {
            result.onComplete(done -> socket.shard().execute(() -> join(done, answer)));
        }
    }

    private void join(AsyncResult<JoinResult> result, Handler<@Nullable JoinResult> answer) {
        if (state == State.ENDED) {
            return;
        }
        if (result.failed()) {
            log(result.cause());
        }
        answer.handle(result.failed() || earlyStop == StopReason.ERROR ? null : result.result());
    }

    /** The join has been answered: what waited for that goes out, and events are handled. */
    void joined() {
        state = State.JOINED;
        socket.shard().subscribe(this);
        if (early != null) {
            early.forEach(socket.transport()::send);
            early = null;
        }
        if (earlyStop != null) {
            stop(earlyStop);
        } else {
            next();
        }
    }

    /** Takes a push; one with a join_ref of another join is dropped. */
    void receive(Message message) {
        if (message.joinRef() == null || message.joinRef().equals(givenRef)) {
            add(new Event.In(message.event(), message.payload(), message.ref(), message.size()));
        }
    }

    /** Takes the client's leave; it waits for the events before it. */
    void leave(Message message) {
        boolean mine = message.joinRef() == null || message.joinRef().equals(givenRef);
        if (mine && !leaving) {
            leaving = true;
            add(new Event.Leave(message.ref()));
        }
    }

    /** Takes a broadcast of this topic. */
    void receive(Broadcast message) {
        if (channel != null && channel.intercepts().contains(message.event())) {
            add(new Event.Out(message.event(), message.payload()));
        } else {
            push(message);
        }
    }

    private void add(Event event) {
        if (state == State.ENDED) {
            return;
        }
        if (busy || socket.shard().dispatching()) {
            if (mailbox == null) {
                mailbox = new ArrayDeque<>(4);
            }
            mailbox.add(event);
            socket.waiting(cost(event));
            if (!busy) {
                socket.shard().execute(this::wake);
            }
        } else {
            run(event);
            wake();
        }
    }

    private void wake() {
        if (!busy) {
            next();
        }
    }

    private static long cost(Event event) {
        return event instanceof Event.In in ? in.size() + EVENT_OVERHEAD : EVENT_OVERHEAD;
    }

    /** Handles what waits, until a handler takes its time. */
    private void next() {
        busy = false;
        while (!busy && state == State.JOINED && mailbox != null) {
            Event event = mailbox.poll();
            if (event == null) {
                mailbox = null;
                return;
            }
            socket.waiting(-cost(event));
            run(event);
        }
    }

    private void run(Event event) {
        busy = true;
        current = event instanceof Event.In in ? new MessageRef(joinRef, in.ref()) : null;
        Future<Result> result;
        socket.shard().enter();
        try {
            result = handle(event);
        } catch (RuntimeException | StackOverflowError e) {
            result = Future.failedFuture(e);
        } finally {
            socket.shard().exit();
        }
        if (result == null || result.isComplete()) {
            settle(result);
            busy = false;
        } else {
            result.onComplete(done -> socket.shard().execute(() -> {
                settle(done);
                next();
            }));
        }
    }

    private @Nullable Future<Result> handle(Event event) {
        if (channel == null) {
            return null;
        }
        if (event instanceof Event.In in) {
            if (!(in.name() instanceof String name)) {
                return Future.succeededFuture(Result.stop(StopReason.ERROR));
            }
            return channel.handleIn(name, in.payload(), new MessageRef(joinRef, in.ref()), this);
        }
        if (event instanceof Event.Info info) {
            return channel.handleInfo(info.message(), this);
        }
        if (event instanceof Event.Out out) {
            channel.handleOut(out.name(), out.payload(), this);
        } else if (event instanceof Event.Leave leave) {
            reply(new MessageRef(joinRef, leave.ref()), "ok", Payload.EMPTY);
            end(StopReason.LEFT, "phx_close");
        }
        return Future.succeededFuture(Result.noReply());
    }

    private void settle(@Nullable AsyncResult<Result> done) {
        MessageRef ref = current;
        current = null;
        if (state == State.ENDED) {
            return;
        }
        if (done == null || done.failed() || done.result() == null) {
            crash(done == null ? null : done.cause());
        } else if (done.result() instanceof Result.Reply reply) {
            if (ref == null) {
                crash(null);
            } else {
                reply(ref, reply.status(), reply.response());
            }
        } else if (done.result() instanceof Result.Stop stop) {
            if (ref != null && stop.reply() != null) {
                reply(ref, stop.reply().status(), stop.reply().response());
            }
            stop(stop.reason());
        }
    }

    private void crash(@Nullable Throwable cause) {
        if (state != State.ENDED) {
            log(cause);
            stop(StopReason.ERROR);
        }
    }

    /** One line, as a client may cause it at will; the stack trace is for whoever looks for it. */
    private void log(@Nullable Throwable cause) {
        LOG.warn("Channel {} crashed: {}", route.pattern(), cause == null ? "no valid result" : cause.getClass());
        LOG.trace("Channel crashed", cause);
    }

    /** Ends the channel, once; the frame is left out where the connection is gone or another frame must come first. */
    void end(StopReason reason, @Nullable String frame) {
        if (state == State.ENDED) {
            return;
        }
        boolean subscribed = state == State.JOINED;
        state = State.ENDED;
        socket.left(this);
        if (subscribed) {
            socket.shard().unsubscribe(this);
        }
        if (mailbox != null) {
            mailbox.forEach(event -> socket.waiting(-cost(event)));
            mailbox = null;
        }
        early = null;
        if (frame != null) {
            sendEnd(frame);
        }
        if (channel != null) {
            try {
                channel.terminate(reason, this);
            } catch (RuntimeException e) {
                log(e);
            }
        }
    }

    /** Sends {@code phx_close} or {@code phx_error}. */
    void sendEnd(String event) {
        socket.transport().send(socket.serializer().end(givenRef, topic, event));
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public Context context() {
        return socket.shard().context();
    }

    @Override
    public JsonObject params() {
        return socket.params();
    }

    @Override
    public @Nullable String origin() {
        return socket.request().origin();
    }

    @Override
    public @Nullable String authority() {
        return socket.request().authority();
    }

    @Override
    public String remoteAddress() {
        return socket.request().remoteAddress();
    }

    @Override
    public <T> T ofConnection(Class<T> type, Supplier<T> make) {
        return socket.kept(type, make);
    }

    @Override
    public void push(String event, Payload payload) {
        if (state == State.ENDED) {
            return;
        }
        try {
            requireObject(payload);
            emit(socket.serializer().push(joinRef, topic, event, payload));
        } catch (IllegalArgumentException e) {
            crash(e);
        }
    }

    @Override
    public void push(Broadcast message) {
        if (state == State.ENDED) {
            return;
        }
        try {
            emit(message.frame(socket.serializer()));
        } catch (IllegalArgumentException e) {
            crash(e);
        }
    }

    private void emit(Frame frame) {
        if (state == State.JOINED) {
            socket.transport().send(frame);
        } else {
            if (early == null) {
                early = new ArrayList<>(2);
            }
            early.add(frame);
        }
    }

    /** Clients take nothing but an object, or bytes, as a push. */
    static void requireObject(Payload payload) {
        boolean object;
        if (payload instanceof Payload.Json json) {
            object = json.value() instanceof JsonObject || json.value() instanceof Map<?, ?>;
        } else if (payload instanceof Payload.Encoded encoded) {
            object = encoded.json().stripLeading().startsWith("{");
        } else {
            object = true;
        }
        if (!object) {
            throw new IllegalArgumentException("a push must carry an object");
        }
    }

    @Override
    public void reply(MessageRef ref, String status, Payload response) {
        if (state == State.ENDED) {
            return;
        }
        try {
            socket.transport().send(socket.serializer().reply(joinRef, ref.ref(), topic, status, response));
        } catch (IllegalArgumentException e) {
            crash(e);
        }
    }

    @Override
    public void broadcast(String event, Payload payload) {
        socket.shard().broadcast(topic, event, payload, null);
    }

    @Override
    public void broadcastFrom(String event, Payload payload) {
        socket.shard().broadcast(topic, event, payload, this);
    }

    @Override
    public boolean writeQueueFull() {
        return socket.transport().writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        socket.transport().onceDrained(handler);
    }

    @Override
    public void send(Object message) {
        socket.shard().execute(() -> add(new Event.Info(message)));
    }

    @Override
    public void stop(StopReason reason) {
        if (state == State.JOINING) {
            earlyStop = reason;
        } else {
            end(reason, reason == StopReason.ERROR ? "phx_error" : "phx_close");
        }
    }
}
