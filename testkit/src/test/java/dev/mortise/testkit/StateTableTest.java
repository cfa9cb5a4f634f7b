package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A state is numbered once, in the order of arrival, and found again under its number, however often the table grew. */
class StateTableTest {

    private static final int STATES = 300_000;

    @Test
    void everyStateKeepsItsNumber() {
        StateTable table = new StateTable();
        Map<Long, Integer> numbers = new HashMap<>();
        SplittableRandom random = new SplittableRandom(1);
        int mistakes = 0;
        for (int i = 0; i < STATES; i++) {
            long hash = random.nextInt(4) == 0 ? random.nextLong(STATES) << 29 | 5 : random.nextLong();
            table.fetch(hash);
            Integer known = numbers.putIfAbsent(hash, numbers.size());
            mistakes += table.putIfAbsent(hash) == (known == null ? -1 : known) ? 0 : 1;
        }
        for (Map.Entry<Long, Integer> number : numbers.entrySet()) {
            mistakes += table.putIfAbsent(number.getKey()) == number.getValue() ? 0 : 1;
        }
        assertThat(mistakes).isZero();
        assertThat(table.size()).isEqualTo(numbers.size()).isLessThan(STATES);
    }

    @Test
    void hashesOfZeroesAndOnesAreStatesToo() {
        StateTable table = new StateTable();
        long[] hashes = {0, -1, 1L << 52, -1L >>> 16, Long.MIN_VALUE, 2};
        for (int i = 0; i < hashes.length; i++) {
            assertThat(table.putIfAbsent(hashes[i])).isEqualTo(-1);
        }
        for (int i = 0; i < hashes.length; i++) {
            assertThat(table.putIfAbsent(hashes[i])).isEqualTo(i);
        }
    }

    /** The issue allows 25 bytes for each visited state; the table leaves half of them to the transitions. */
    @Test
    void aStateTakesAboutADozenBytes() {
        StateTable table = new StateTable();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < STATES; i++) {
            table.putIfAbsent(random.nextLong());
        }
        assertThat((double) table.bytes() / STATES).isBetween(11.0, 14.5);
    }
}
