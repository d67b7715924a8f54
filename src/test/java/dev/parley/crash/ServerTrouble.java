package dev.parley.crash;

import dev.parley.clients.ServerProcess;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills the server in the moment a client hears something, which is when more is on its way, or now and then ends it, and
 * starts it again: as often as that takes while its store is away.
 */
final class ServerTrouble implements Trouble {
    private static final int MOST_FRAMES = 50;
    private static final int LONGEST_QUIET = 1_000;
    private static final int LONGEST_ABSENCE = 500;
    private static final int ENDED_INSTEAD = 5;
    private static final int START_AGAIN = 200;

    private final ServerProcess server;
    private final Crowd crowd;

    ServerTrouble(ServerProcess server, Crowd crowd) {
        this.server = server;
        this.crowd = crowd;
    }

    @Override
    public String name() {
        return "server killed";
    }

    @Override
    public int rest() {
        return 2_000;
    }

    @Override
    public void strike(Random random, Pause pause) throws Exception {
        if (random.nextInt(ENDED_INSTEAD) == 0) {
            server.stop(false);
        } else {
            CountDownLatch killed = new CountDownLatch(1);
            crowd.whenHeard(random.nextInt(1, MOST_FRAMES), () -> {
                server.kill();
                killed.countDown();
            });
            killed.await(LONGEST_QUIET, TimeUnit.MILLISECONDS);
            crowd.whenHeard(0, () -> {});
            server.stop(true);
        }
        pause.millis(random.nextInt(LONGEST_ABSENCE));
        server.launch();
        while (!server.becomesReady()) {
            pause.millis(START_AGAIN);
            server.launch();
        }
    }
}
