package dev.parley.bench;

import java.util.List;

/** How much something grows with each one more of something else. */
final class Slope {
    private Slope() {}

    /** By least squares. */
    static double of(List<Integer> counts, List<Double> measured) {
        double meanCount = counts.stream().mapToInt(Integer::intValue).average().orElse(0);
        double mean = measured.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < counts.size(); i++) {
            double distance = counts.get(i) - meanCount;
            covariance += distance * (measured.get(i) - mean);
            variance += distance * distance;
        }
        return covariance / variance;
    }
}
