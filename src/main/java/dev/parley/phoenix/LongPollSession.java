package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.SteadyClock;
import io.vertx.core.Handler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Carries a connection over HTTP requests: polls that wait for what the server says, posts with what the client says.
 *
 * <pre>
 * POST ---> posts ---> one message after the other ---> {@link Socket} ---> replies, pushes
 *             ^                                                                |
 *             +--- wait while much waits in the outbox                         v
 * GET  <--- polls <--- a piece of at most 256 KB ------------------- {@link LongPollOutbox}
 * </pre>
 *
 * <p>A client that does not fetch what it is sent is not heard either; one that no longer polls has gone. Lives on the event
 * loop that opened it; requests that another one accepted are handed over.
 */
final class LongPollSession implements Transport {
    /** What may wait for polls, in bytes, before posts are no longer handled. */
    private static final int MAX_WAITING = 1 << 20;

    /** As for WebSockets: how many times as much is too much at once. */
    private static final int FAR_TOO_MUCH = 8;

    /** What posts may hold that are not handled yet, in bytes. */
    private static final int MAX_POSTED = 16 << 20;

    private static final long MAX_AGE = 14L * 24 * 3_600_000;

    private final PhoenixLoop loop;
    private final LongPollToken token;
    private final Socket socket;
    private final long window;
    private final long opened = SteadyClock.millis();
    private final LongPollOutbox outbox = new LongPollOutbox();
    private final Deque<Poll> polls = new ArrayDeque<>(2);
    private final Queue<Post> posts = new ArrayDeque<>(2);
    private final Queue<Handler<Void>> drained = new ArrayDeque<>(1);
    private long lastPoll = opened;
    private long posted;
    private boolean held;
    private boolean working;
    private boolean flushing;
    private boolean ended;

    private LongPollSession(PhoenixLoop loop, Handshake.Admission admission) {
        this.loop = loop;
        token = LongPollToken.create(loop.index());
        window = loop.settings().options().longPollWindow().toMillis();
        socket = new Socket(loop, this, admission);
    }

    static LongPollSession open(PhoenixLoop loop, Handshake.Admission admission) {
        LongPollSession session = new LongPollSession(loop, admission);
        loop.open(session.token.random(), session);
        loop.add(session);
        return session;
    }

    /** The session a token names on its event loop; null if it is gone, or too old. */
    static @Nullable LongPollSession find(PhoenixLoop loop, LongPollToken token) {
        return loop.find(token.random()) instanceof LongPollSession session
                        && SteadyClock.millis() - session.opened <= MAX_AGE
                ? session
                : null;
    }

    String token() {
        return token.text();
    }

    Serializer serializer() {
        return socket.serializer();
    }

    // Polls.

    /** A GET that waits. */
    private static final class Poll {
        private final Handler<LongPollAnswer> answer;
        private final long until;

        Poll(Handler<LongPollAnswer> answer, long until) {
            this.answer = answer;
            this.until = until;
        }
    }

    /** Answers with what waits, or as soon as something comes, or with 204 after the window. The latest poll is served. */
    Object poll(Handler<LongPollAnswer> answer) {
        lastPoll = SteadyClock.millis();
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

    private void flush() {
        if (!outbox.isEmpty() && !polls.isEmpty()) {
            lastPoll = SteadyClock.millis();
            polls.removeLast().answer.handle(new LongPollAnswer(LongPollAnswer.OK, outbox.take(), token.text()));
        }
    }

    /** An answer has been written, as far as its client took it: there is room for more. */
    void answered(LongPollAnswer answer, boolean taken) {
        List<Frame> messages = answer.messages();
        if (messages == null || messages.isEmpty()) {
            return;
        }
        lastPoll = SteadyClock.millis();
        if (!taken) {
            // Its client was gone, and could make nothing of a part.
            outbox.putBack(messages);
            flush();
            return;
        }
        outbox.written(messages);
        if (!drained.isEmpty() && !outbox.full()) {
            loop.context().runOnContext(v -> drained());
        }
        work();
    }

    private void drained() {
        while (!outbox.full()) {
            Handler<Void> handler = drained.poll();
            if (handler == null) {
                return;
            }
            handler.handle(null);
        }
    }

    private LongPollAnswer nothing() {
        return new LongPollAnswer(LongPollAnswer.NOTHING, List.of(), token.text());
    }

    // Posts.

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

    /** Hands the messages of a batch to the socket, one after the other, and answers when the last one was taken. */
    void post(LongPollBatch batch, Handler<LongPollAnswer> answer) {
        if (ended) {
            answer.handle(LongPollAnswer.of(LongPollAnswer.GONE));
            return;
        }
        if (!posts.isEmpty() && posted + batch.size() > MAX_POSTED) {
            answer.handle(LongPollAnswer.of(LongPollAnswer.TIMEOUT));
            return;
        }
        Post post = new Post(batch, answer);
        post.until = SteadyClock.millis() + window;
        posts.add(post);
        posted += batch.size();
        work();
    }

    private void work() {
        if (working) {
            return;
        }
        working = true;
        while (!ended && !held && outbox.bytes() < MAX_WAITING && !posts.isEmpty()) {
            Post post = posts.element();
            if (post.handed < post.batch.messages().size()) {
                post.until = SteadyClock.millis() + window;
                socket.receive(post.batch.messages().get(post.handed++));
            } else {
                remove();
                finish(post);
            }
        }
        working = false;
    }

    private Post remove() {
        Post post = posts.remove();
        posted -= post.batch.size();
        return post;
    }

    private void finish(Post post) {
        Integer broken = post.batch.broken();
        if (broken == null) {
            post.answer.handle(LongPollAnswer.of(LongPollAnswer.OK));
        } else if (broken == LongPollAnswer.FAILED) {
            post.answer.handle(LongPollAnswer.of(LongPollAnswer.FAILED));
        } else {
            close(CloseCode.MALFORMED);
            loop.context()
                    .owner()
                    .setTimer(window, id -> post.answer.handle(LongPollAnswer.of(LongPollAnswer.TIMEOUT)));
        }
    }

    // As every transport.

    @Override
    public void send(Frame frame) {
        if (ended) {
            return;
        }
        outbox.add(frame);
        if (!flushing) {
            // At the turn's end, so that all it says goes in one answer.
            flushing = true;
            loop.context().runOnContext(v -> {
                flushing = false;
                flush();
            });
        }
        if (outbox.bytes() / FAR_TOO_MUCH > MAX_WAITING
                && loop.settings().limits().farTooMuch(outbox.bytes())) {
            close(CloseCode.TRY_LATER);
        }
    }

    @Override
    public boolean writeQueueFull() {
        return outbox.full();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        if (ended) {
            return;
        }
        drained.add(handler);
        if (!outbox.full()) {
            loop.context().runOnContext(v -> drained());
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
        loop.forget(token.random());
        socket.end();
        polls.forEach(poll -> poll.answer.handle(nothing()));
        polls.clear();
        posts.forEach(post -> post.answer.handle(LongPollAnswer.of(LongPollAnswer.GONE)));
        posts.clear();
        drained.clear();
        loop.remove(this);
    }

    @Override
    public void sweep(long now) {
        while (!polls.isEmpty() && polls.getFirst().until <= now) {
            lastPoll = now;
            polls.removeFirst().answer.handle(nothing());
        }
        while (!posts.isEmpty() && posts.element().until <= now) {
            remove().answer.handle(LongPollAnswer.of(LongPollAnswer.TIMEOUT));
        }
        if (polls.isEmpty() && now - lastPoll > window + window / 2) {
            close(CloseCode.PROTOCOL_ERROR);
        }
    }
}
