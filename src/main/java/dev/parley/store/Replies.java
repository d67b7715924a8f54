package dev.parley.store;

import dev.parley.websocket.VertxInternals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replies on their way back to their callers. A group of commits answers hundreds of callers on a handful of event
 * loops; each loop is woken once for all of its callers, who are told in the order they asked.
 */
public final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private final Map<Executor, List<Reply<?>>> byThread = new LinkedHashMap<>();

    /** Adds a decided reply. */
    public void add(Reply<?> reply) {
        byThread.computeIfAbsent(VertxInternals.executor(reply.context()), any -> new ArrayList<>())
                .add(reply);
    }

    /** Hands every reply over. What is scheduled on one of these event loops afterwards runs after the replies. */
    public void send() {
        byThread.forEach((thread, replies) -> {
            try {
                thread.execute(() -> replies.forEach(Reply::dispatch));
            } catch (RejectedExecutionException e) {
                LOG.debug("Vert.x was closed before {} callers could be told", replies.size());
            }
        });
    }
}
