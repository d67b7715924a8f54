package dev.parley.crash;

import java.util.Random;

/** Something that goes wrong again and again while people talk, and is mended each time. */
interface Trouble {
    /** What went wrong, for a report. */
    String name();

    /** The longest it stays away, in milliseconds. */
    int rest();

    /** Goes wrong, and is mended when this returns. */
    void strike(Random random, Pause pause) throws Exception;

    /** Lets time pass, but no longer than there is to be trouble. */
    interface Pause {
        void millis(int millis) throws InterruptedException;
    }
}
