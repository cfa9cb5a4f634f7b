package dev.mortise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static Sample of(List<List<Double>> rounds) {
        Sample sample = new Sample();
        rounds.forEach(sample::addRound);
        return sample;
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertEquals(new Spread(1, 2.5, 9), Spread.of(List.of(9.0, 1.0, 2.0, 3.0)));
        assertEquals(new Spread(1, 2, 9), Spread.of(List.of(2.0, 9.0, 1.0)));
        assertEquals(new Spread(7, 7, 7), Spread.of(List.of(7.0)));
    }

    @Test
    void valuesAreThoseOfAllRounds() {
        Sample sample = of(List.of(List.of(1.0, 2.0), List.of(30.0, 3.0)));
        assertEquals(new Spread(1, 2.5, 30), sample.values());
    }

    /** Over all rounds the medians are 10 and 300, whose ratio is 30: nobody ever saw that. */
    @Test
    void aRatioComparesWithinARoundAndNotAcross() {
        Sample base = of(List.of(List.of(1.0), List.of(10.0), List.of(100.0)));
        Sample other = of(List.of(List.of(2.0), List.of(1000.0), List.of(300.0)));
        assertEquals(new Spread(2, 3, 100), other.ratioTo(base));
    }

    @Test
    void aRoundIsComparedByItsMedianSoOneDisturbedIterationDoesNotCount() {
        Sample base = of(List.of(List.of(10.0, 10.0, 10.0)));
        Sample other = of(List.of(List.of(12.0, 12.0, 9000.0)));
        assertEquals(1.2, other.ratioTo(base).max(), 1e-9);
    }

    @Test
    void aRatioOfDifferentNumbersOfRoundsIsRefused() {
        Sample base = of(List.of(List.of(1.0), List.of(2.0)));
        Sample other = of(List.of(List.of(1.0)));
        assertThrows(IllegalArgumentException.class, () -> other.ratioTo(base));
    }

    @Test
    void ofTheBytesTheLeastCounts() {
        Sample sample = new Sample();
        assertEquals(OptionalDouble.empty(), sample.bytes());
        sample.addBytes(24.2);
        sample.addBytes(24.0);
        sample.addBytes(25.0);
        assertEquals(OptionalDouble.of(24.0), sample.bytes());
    }
}
