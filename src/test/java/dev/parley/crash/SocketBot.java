package dev.parley.crash;

import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A bot of engine {@code socket} with two backends that share its sessions, each answer with a client id of its own. */
final class SocketBot implements CrashBot {
    static final String ENGINE_TOKEN = "crash-engine-token";

    private static final int BACKENDS = 2;

    /** What the server said of a stored answer. */
    record Answered(String session, String id, long seq) {}

    private final Map<String, Answered> acknowledged = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String manifest() {
        return """
                {"name":"Socket","engine":{"type":"socket","token":"crash-engine-token"},
                 "channels":[{"type":"websocket","access_token":"crash-token","scope":"session"}]}""";
    }

    @Override
    public String ask(String word) {
        return "tell me " + word;
    }

    @Override
    public String answer(Event asked) {
        return answer(CrashBot.text(asked));
    }

    static String answer(String asked) {
        return "backend: " + asked;
    }

    /** The client id of the answer to an event: the same whichever backend answers, and however often. */
    static String clientId(String event) {
        return "re-" + event;
    }

    @Override
    public AutoCloseable start(String url, String bot, long seed, Violations violations) {
        List<SocketBackend> backends = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < BACKENDS; i++) {
            SocketBackend backend = new SocketBackend("backend" + i, url, bot, seed + i, this, violations);
            Thread thread = new Thread(backend, "backend" + i);
            backends.add(backend);
            threads.add(thread);
            thread.start();
        }
        return () -> {
            backends.forEach(SocketBackend::stop);
            for (Thread thread : threads) {
                thread.join();
            }
        };
    }

    /** Takes an acknowledgement; the earlier one when there was one. */
    Answered acknowledge(String clientId, JsonObject response, String session) {
        return acknowledged.put(clientId, new Answered(session, response.getString("id"), response.getLong("seq")));
    }

    @Override
    public void check(String session, List<Event> log, Violations violations) {
        Map<String, Event> answers = new ConcurrentHashMap<>();
        for (Event event : log) {
            if (event.author().type() == Author.Type.BOT && event.clientId() != null) {
                answers.put(event.clientId(), event);
            }
        }
        acknowledged.forEach((clientId, answered) -> {
            if (answered.session().equals(session)) {
                Event stored = answers.get(clientId);
                boolean there = stored != null
                        && stored.seq() == answered.seq()
                        && stored.id().toString().equals(answered.id());
                violations.unless(there, "%s: answer %s acknowledged as %s is %s", session, clientId, answered, stored);
            }
        });
    }
}
