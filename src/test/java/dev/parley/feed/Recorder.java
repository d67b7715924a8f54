package dev.parley.feed;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Page;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A consumer that notes what it took, can be full, and may want the events in pieces of a certain size. */
class Recorder implements LogFollower.Consumer, SessionHub.BotListener {
    final List<Long> seqs = new CopyOnWriteArrayList<>();
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<Notification> heard = new CopyOnWriteArrayList<>();
    final List<Integer> offered = new CopyOnWriteArrayList<>();
    volatile boolean full;
    volatile int together = 1;
    volatile boolean fillsUp;
    volatile @Nullable PacedReads turns;
    private final Queue<Handler<Void>> waiting = new ArrayDeque<>();

    @Override
    public int take(List<Event> events) {
        offered.add(events.size());
        full = fillsUp;
        int whole = events.size() - events.size() % together;
        for (Event event : events.subList(0, whole)) {
            seqs.add(event.seq());
            texts.add(event.body() instanceof Body.Text text ? text.text() : "");
        }
        return whole;
    }

    @Override
    public boolean writeQueueFull() {
        return full;
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        waiting.add(handler);
    }

    @Override
    public Future<Page> read(Supplier<Future<Page>> page) {
        return turns == null ? page.get() : turns.read(page);
    }

    /** There is room again. */
    void drain() {
        full = false;
        List<Handler<Void>> handlers = List.copyOf(waiting);
        waiting.clear();
        handlers.forEach(handler -> handler.handle(null));
    }

    @Override
    public void logAppended(Notification.LogAppended told) {
        heard.add(told);
    }

    @Override
    public void erased(Notification.Erased told) {
        heard.add(told);
    }

    @Override
    public void botChanged(Notification.BotChanged told) {
        heard.add(told);
    }

    @Override
    public void typing(Notification.Typing told) {
        heard.add(told);
    }

    @Override
    public void documentChanged(Notification.DocumentChanged told) {
        heard.add(told);
    }

    @Override
    public void seen(Notification.Seen told) {
        heard.add(told);
    }

    @Override
    public void replay(Notification.Replay told) {
        heard.add(told);
    }

    @Override
    public void status(Notification.Status told) {
        heard.add(told);
    }

    @Override
    public void answerDelta(Notification.AnswerDelta told) {
        heard.add(told);
    }
}
