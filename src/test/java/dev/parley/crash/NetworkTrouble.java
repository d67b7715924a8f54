package dev.parley.crash;

import dev.parley.testing.FrailNetwork;
import java.util.Random;

/** Cuts one connection after the other, in all the ways there are. */
final class NetworkTrouble implements Trouble {
    private static final FrailNetwork.Fault[] FAULTS = FrailNetwork.Fault.values();
    private static final int MOST_LEFT = 2_000;

    private final FrailNetwork network;

    NetworkTrouble(FrailNetwork network) {
        this.network = network;
    }

    @Override
    public String name() {
        return "connection lost";
    }

    @Override
    public int rest() {
        return 300;
    }

    @Override
    public void strike(Random random, Pause pause) {
        network.strike(FAULTS[random.nextInt(FAULTS.length)], random.nextInt(), random.nextInt(MOST_LEFT));
    }
}
