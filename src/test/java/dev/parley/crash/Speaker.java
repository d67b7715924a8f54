package dev.parley.crash;

import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A person who says one thing after the other over one connection, each under a client id and again until it is
 * acknowledged. On a thread of its own.
 */
final class Speaker {
    private static final long PAUSE_MILLIS = 20;

    private final Person person;
    private final String session;
    private final String name;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::speak, "speaker");
    private volatile boolean refused;
    private volatile boolean silent;
    private volatile Throwable failure;

    Speaker(TestServer server, String bot, String name) throws IOException {
        this.name = name;
        person = new Person(server, bot);
        session = person.open();
        thread.start();
    }

    String session() {
        return session;
    }

    /** What was acknowledged, in its order. */
    List<String> texts() {
        return texts;
    }

    int said() {
        if (failure != null) {
            throw new AssertionError("the connection of " + name + " is lost", failure);
        }
        return texts.size();
    }

    /** Whether anything was refused. */
    boolean refused() {
        said();
        return refused;
    }

    /** Falls silent when the last word is acknowledged, and goes. */
    void stop() throws InterruptedException {
        silent = true;
        thread.join();
        person.close();
        said();
    }

    private void speak() {
        try {
            while (!silent) {
                say(name + " " + texts.size());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    private void say(String text) throws IOException, InterruptedException {
        JsonObject message =
                new JsonObject().put("session", session).put("text", text).put("client_id", text);
        while (!person.request("utb_msg", message).getString("status").equals("ok")) {
            refused = true;
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        texts.add(text);
    }
}
