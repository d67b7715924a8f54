package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;
import io.vertx.core.Handler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Carries a connection over polls and posts. Lives on the event loop that opened it; requests that another one accepted
 * are handed over.
 */
final class LongPollSession implements Transport {
    /** What may wait for a poll, in bytes, before posts are no longer handled. */
    private static final int MAX_REPLIES = 1 << 20;

    /** As for WebSockets: how many times the limit of waiting pushes is too much at once. */
    private static final int FAR_TOO_MUCH = 8;

    private static final long MAX_AGE = 14L * 24 * 3_600_000;

    private final EndpointLoop shard;
    private final LongPollToken token;
    private final Socket socket;
    private final long window;
    private final long opened = EndpointLoop.now();
    private final Deque<Frame> messages = new ArrayDeque<>(2);
    private final Deque<Poll> polls = new ArrayDeque<>(2);
    private final Queue<Post> posts = new ArrayDeque<>(2);
    private final List<Handler<Void>> drained = new ArrayList<>(0);
    private long lastPoll = opened;
    private long bytes;
    private boolean held;
    private boolean working;
    private boolean flushing;
    private boolean ended;

    private LongPollSession(EndpointLoop shard, Handshake.Admission admission) {
        this.shard = shard;
        token = LongPollToken.create(shard);
        window = shard.endpoint().options().longPollWindow().toMillis();
        socket = new Socket(shard, this, admission.serializer(), admission.request(), admission.socketId());
    }

    static LongPollSession open(EndpointLoop shard, Handshake.Admission admission) {
        LongPollSession session = new LongPollSession(shard, admission);
        shard.sessions().put(session.token.random(), session);
        shard.add(session);
        return session;
    }

    /** The session a token names on its event loop; null if it is gone, or too old. */
    static @Nullable LongPollSession find(EndpointLoop shard, LongPollToken token) {
        LongPollSession session = shard.sessions().get(token.random());
        return session == null || EndpointLoop.now() - session.opened > MAX_AGE ? null : session;
    }

    String token() {
        return token.text();
    }

    Serializer serializer() {
        return socket.serializer();
    }

    /** A GET that waits. */
    private static final class Poll {
        private final Handler<LongPollAnswer> answer;
        private final long until;

        Poll(Handler<LongPollAnswer> answer, long until) {
            this.answer = answer;
            this.until = until;
        }
    }

    /** A POST under way. */
    private static final class Post {
        private final LongPollBatch batch;
        private final Handler<LongPollAnswer> answer;
        private int handed;
        private long until;

        Post(LongPollBatch batch, Handler<LongPollAnswer> answer) {
            this.batch = batch;
            this.answer = answer;
        }
    }

    /** Answers with what waits, or as soon as something comes, or with 204 after the window. The latest poll is served. */
    Object poll(Handler<LongPollAnswer> answer) {
        lastPoll = EndpointLoop.now();
        Poll poll = new Poll(answer, lastPoll + window);
        if (ended) {
            answer.handle(nothing());
        } else {
            polls.addLast(poll);
            flush();
        }
        return poll;
    }

    /** Forgets a poll whose client is gone. */
    void cancel(Object poll) {
        polls.removeIf(waiting -> waiting == poll);
    }

    /** Takes back what could not be delivered because the polling client was gone. */
    void undelivered(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            messages.addFirst(frames.get(i));
            bytes += frames.get(i).size();
        }
        flush();
    }

    /** Hands the messages of a batch to the socket, one after the other, and answers when the last one was taken. */
    void post(LongPollBatch batch, Handler<LongPollAnswer> answer) {
        if (ended) {
            answer.handle(LongPollAnswer.of(LongPollAnswer.GONE));
            return;
        }
        Post post = new Post(batch, answer);
        post.until = EndpointLoop.now() + window;
        posts.add(post);
        work();
    }

    private void work() {
        if (working) {
            return;
        }
        working = true;
        while (!ended && !held && bytes < MAX_REPLIES && !posts.isEmpty()) {
            Post post = posts.element();
            if (post.handed < post.batch.messages().size()) {
                post.until = EndpointLoop.now() + window;
                socket.receive(post.batch.messages().get(post.handed++));
            } else {
                posts.remove();
                finish(post);
            }
        }
        working = false;
    }

    private void finish(Post post) {
        Integer broken = post.batch.broken();
        if (broken == null) {
            post.answer.handle(LongPollAnswer.of(LongPollAnswer.OK));
        } else if (broken == LongPollAnswer.FAILED) {
            post.answer.handle(LongPollAnswer.of(LongPollAnswer.FAILED));
        } else {
            close(CloseCode.MALFORMED);
            shard.context()
                    .owner()
                    .setTimer(window, id -> post.answer.handle(LongPollAnswer.of(LongPollAnswer.TIMEOUT)));
        }
    }

    @Override
    public void send(Frame frame) {
        if (ended) {
            return;
        }
        messages.add(frame);
        bytes += frame.size();
        if (!flushing) {
            flushing = true;
            shard.context().runOnContext(v -> {
                flushing = false;
                flush();
            });
        }
        if (bytes / FAR_TOO_MUCH
                > Math.max(MAX_REPLIES, shard.endpoint().options().maxWaitingBytes())) {
            close(CloseCode.TRY_LATER);
        }
    }

    private void flush() {
        if (messages.isEmpty() || polls.isEmpty()) {
            return;
        }
        List<Frame> batch = List.copyOf(messages);
        messages.clear();
        bytes = 0;
        lastPoll = EndpointLoop.now();
        polls.removeLast().answer.handle(new LongPollAnswer(LongPollAnswer.OK, batch, token.text()));
        List<Handler<Void>> handlers = List.copyOf(drained);
        drained.clear();
        handlers.forEach(handler -> handler.handle(null));
        work();
    }

    @Override
    public boolean writeQueueFull() {
        return bytes > MAX_REPLIES / 16;
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        if (ended) {
            return;
        }
        if (writeQueueFull()) {
            drained.add(handler);
        } else {
            shard.context().runOnContext(handler);
        }
    }

    @Override
    public void hold() {
        held = true;
    }

    @Override
    public void release() {
        if (held) {
            held = false;
            work();
        }
    }

    /** Ends the session: polls end empty, posts are told, and the next request of this token finds nothing. */
    @Override
    public void close(int code) {
        if (ended) {
            return;
        }
        ended = true;
        shard.sessions().remove(token.random());
        socket.end();
        polls.forEach(poll -> poll.answer.handle(nothing()));
        polls.clear();
        posts.forEach(post -> post.answer.handle(LongPollAnswer.of(LongPollAnswer.GONE)));
        posts.clear();
        messages.clear();
        drained.clear();
        shard.remove(this);
    }

    private LongPollAnswer nothing() {
        return new LongPollAnswer(LongPollAnswer.NOTHING, List.of(), token.text());
    }

    @Override
    public void sweep(long now) {
        while (!polls.isEmpty() && polls.getFirst().until <= now) {
            lastPoll = now;
            polls.removeFirst().answer.handle(nothing());
        }
        while (!posts.isEmpty() && posts.element().until <= now) {
            posts.remove().answer.handle(LongPollAnswer.of(LongPollAnswer.TIMEOUT));
        }
        if (polls.isEmpty() && now - lastPoll > window + window / 2) {
            close(CloseCode.PROTOCOL_ERROR);
        }
    }
}
