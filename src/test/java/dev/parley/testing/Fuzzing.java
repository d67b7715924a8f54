package dev.parley.testing;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Feeds a decoder with what was right until bytes of it were changed, added and taken away. A few seconds; as many as
 * {@code -Dparley.fuzz.seconds} says. A failure shows its seed and input.
 */
public final class Fuzzing {
    private static final double SECONDS = Double.parseDouble(System.getProperty("parley.fuzz.seconds", "2.5"));
    private static final int MAX_LENGTH = 4_096;

    private final Random random;
    private final List<byte[]> seeds;

    private Fuzzing(long seed, List<byte[]> seeds) {
        random = new Random(seed);
        this.seeds = seeds;
    }

    /** Runs until the time is up; the decoder throws what it must not. Returns how many inputs it had. */
    public static long run(List<byte[]> seeds, Consumer<byte[]> decoder) {
        long seed = System.nanoTime();
        Fuzzing fuzzing = new Fuzzing(seed, seeds);
        long end =
                System.nanoTime() + Duration.ofMillis((long) (SECONDS * 1_000)).toNanos();
        long inputs = 0;
        do {
            byte[] input = fuzzing.next();
            try {
                decoder.accept(input);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + seed + ", input " + java.util.HexFormat.of().formatHex(input), e);
            }
            inputs++;
        } while (System.nanoTime() < end);
        return inputs;
    }

    private byte[] next() {
        byte[] input = pick();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            input = changed(input);
        }
        return input;
    }

    private byte[] pick() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        return switch (random.nextInt(5)) {
            case 0 -> splice(input, at, new byte[] {(byte) random.nextInt(256)}, at);
            case 1 -> splice(input, at, new byte[0], Math.min(input.length, at + 1 + random.nextInt(4)));
            case 2 -> splice(input, at, new byte[] {(byte) random.nextInt(256)}, Math.min(input.length, at + 1));
            case 3 -> splice(input, at, pick(), at);
            default -> splice(input, 0, new byte[0], at);
        };
    }

    /** The input with a part between two places. */
    private static byte[] splice(byte[] input, int from, byte[] part, int to) {
        int length = Math.min(MAX_LENGTH, from + part.length + input.length - to);
        byte[] result = new byte[length];
        for (int i = 0; i < length; i++) {
            result[i] =
                    i < from ? input[i] : i < from + part.length ? part[i - from] : input[to + i - from - part.length];
        }
        return result;
    }
}
