package dev.parley.crash;

import dev.parley.clients.ServerProcess;
import java.util.Random;

/** Kills the server, or now and then ends it, and starts it again: as often as that takes while its store is away. */
final class ServerTrouble implements Trouble {
    private static final int LONGEST_ABSENCE = 500;
    private static final int ENDED_INSTEAD = 5;
    private static final int START_AGAIN = 200;

    private final ServerProcess server;

    ServerTrouble(ServerProcess server) {
        this.server = server;
    }

    @Override
    public String name() {
        return "server killed";
    }

    @Override
    public int rest() {
        return 5_000;
    }

    @Override
    public void strike(Random random, Pause pause) throws Exception {
        server.stop(random.nextInt(ENDED_INSTEAD) != 0);
        pause.millis(random.nextInt(LONGEST_ABSENCE));
        server.launch();
        while (!server.becomesReady()) {
            pause.millis(START_AGAIN);
            server.launch();
        }
    }
}
