package dev.mortise.benchmarks;

import java.util.List;
import java.util.Locale;

/** The least, the middle and the greatest of some values. */
record Spread(double min, double median, double max) {

    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(size - 1));
    }

    /** All three, each with so many digits behind the point. */
    String upwards(String separator, int digits) {
        return number(min, digits) + separator + number(median, digits) + separator + number(max, digits);
    }

    String medianText(int digits) {
        return number(median, digits);
    }

    String rangeText(int digits) {
        return number(min, digits) + " to " + number(max, digits);
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
