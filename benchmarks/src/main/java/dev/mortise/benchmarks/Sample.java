package dev.mortise.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What was measured of one contender: several values in each round. */
final class Sample {

    private final List<List<Double>> rounds = new ArrayList<>();
    private OptionalDouble bytes = OptionalDouble.empty();

    void addRound(List<Double> values) {
        rounds.add(List.copyOf(values));
    }

    List<List<Double>> rounds() {
        return List.copyOf(rounds);
    }

    /** Bytes allocated per operation. What JMH's own threads allocate only adds, so the least of the rounds is nearest. */
    void addBytes(double perOperation) {
        bytes = OptionalDouble.of(Math.min(perOperation, bytes.orElse(perOperation)));
    }

    OptionalDouble bytes() {
        return bytes;
    }

    Spread values() {
        return Spread.of(rounds.stream().flatMap(List::stream).toList());
    }

    /** Compares round by round, median with median: what disturbed a round disturbed both. */
    Spread ratioTo(Sample base) {
        if (rounds.size() != base.rounds.size()) {
            throw new IllegalArgumentException(rounds.size() + " rounds cannot be compared with " + base.rounds.size());
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            ratios.add(Spread.of(rounds.get(i)).median()
                    / Spread.of(base.rounds.get(i)).median());
        }
        return Spread.of(ratios);
    }
}
