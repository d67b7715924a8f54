package dev.parley.testing;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What lies between a server and its database: it can be pulled, can jam, and can break in the moment of a certain answer.
 * All of it happens on one event loop; the methods return when it has happened.
 */
public final class Cable implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetServer near = vertx.createNetServer().connectHandler(this::connect);
    private final NetClient far = vertx.createNetClient();
    private final int target;
    private final List<NetSocket> ends = new ArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger connections = new AtomicInteger();
    private State state = State.WHOLE;
    private String fatalAnswer = "";

    private enum State {
        WHOLE,
        PULLED,
        JAMMED
    }

    /**
     * @param target the port where the database listens
     */
    public Cable(int target) {
        this.target = target;
        Waiting.on(near.listen(0, "127.0.0.1"));
    }

    /** The port by which the database is reached through this cable. */
    public int port() {
        return near.actualPort();
    }

    /** How many connections were made through it so far. */
    public int connections() {
        return connections.get();
    }

    /** Closes all connections, and each new one at once. */
    public void pull() {
        become(State.PULLED);
    }

    /** Nothing comes through any more, and neither side learns of it. */
    public void jam() {
        become(State.JAMMED);
    }

    /** All is well again; what was stuck comes through. */
    public void mend() {
        become(State.WHOLE);
    }

    /**
     * Closes the connection on which the database next answers with this text, which does not come through.
     *
     * @param answer as it stands in the database's protocol, such as {@code COMMIT}
     */
    public void breakAt(String answer) {
        broken.set(false);
        onLoop(() -> fatalAnswer = answer);
    }

    /** Whether the answer of {@link #breakAt} has come. */
    public boolean broken() {
        return broken.get();
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }

    private void become(State next) {
        onLoop(() -> {
            state = next;
            for (NetSocket end : List.copyOf(ends)) {
                apply(end);
            }
        });
    }

    private void apply(NetSocket end) {
        switch (state) {
            case WHOLE -> end.resume();
            case PULLED -> end.close();
            case JAMMED -> end.pause();
        }
    }

    private void onLoop(Runnable change) {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(here -> {
            change.run();
            done.complete();
        });
        Waiting.on(done.future());
    }

    private void connect(NetSocket client) {
        connections.incrementAndGet();
        client.pause();
        if (state == State.PULLED) {
            client.close();
            return;
        }
        far.connect(target, "127.0.0.1")
                .onSuccess(database -> {
                    forward(client, database);
                    forward(database, client);
                    database.handler(answer -> answer(answer, database, client));
                    apply(client);
                    apply(database);
                })
                .onFailure(nobody -> client.close());
    }

    private void forward(NetSocket from, NetSocket to) {
        ends.add(from);
        from.handler(to::write);
        from.exceptionHandler(failure -> from.close());
        from.closeHandler(closed -> {
            ends.remove(from);
            to.close();
        });
    }

    private void answer(Buffer bytes, NetSocket database, NetSocket client) {
        if (!fatalAnswer.isEmpty() && bytes.toString("ISO-8859-1").contains(fatalAnswer + "\0")) {
            fatalAnswer = "";
            broken.set(true);
            database.close();
            client.close();
            return;
        }
        client.write(bytes);
    }
}
