package dev.mortise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes from children, and how it is told; with values that nobody measured. */
class TableTest {

    private static final Table.Column WAIT = new Table.Column("wait, ms", 0);
    private static final Table.Column SHARE = new Table.Column("share, %", 1);

    private static Table table() {
        Table table = new Table(WAIT, SHARE);
        table.add("C", 10, 99);
        table.add("Java", 30, 95);
        table.add("C", 20, 97);
        table.add("Java", 40, 95);
        table.add("deaf", 5, Double.NaN);
        table.add("deaf", 5, Double.NaN);
        return table;
    }

    @Test
    void aRowHasMediansRangesAndTheRatioOfEachRound() {
        assertEquals(
                List.of(
                        "| | wait, ms | share, % | wait, ms, ratio to C |",
                        "|---|--:|--:|--:|",
                        "| C | 15 (10 to 20) | 98.0 (97.0 to 99.0) | 1.00 |",
                        "| Java | 35 (30 to 40) | 95.0 | 2.50 (2.00 to 3.00) |",
                        "| deaf | 5 | - | 0.38 (0.25 to 0.50) |"),
                table().lines(List.of("C")));
    }

    @Test
    void programsFindEveryRound() {
        assertEquals(
                "{\"wait, ms\":{\"C\":[[10.0000],[20.0000]],\"Java\":[[30.0000],[40.0000]],\"deaf\":[[5.0000],[5.0000]]},"
                        + "\"share, %\":{\"C\":[[99.0000],[97.0000]],\"Java\":[[95.0000],[95.0000]]}}",
                table().json());
    }

    @Test
    void numbersOfTheTwinAreFoundByTheirWay() {
        String json =
                "{\"rounds\":1,\"oneCpu\":{\"median\":{\"min\":1.5,\"median\":2.5}},\"twoCpus\":{\"median\":{\"min\":3,"
                        + "\"median\":-4}}}";
        assertEquals(2.5, Twin.number(json, "oneCpu", "median", "median"));
        assertEquals(-4, Twin.number(json, "twoCpus", "median", "median"));
        assertThrows(IllegalArgumentException.class, () -> Twin.number(json, "threeCpus"));
    }

    @Test
    void processorsAreReadAsTheKernelWritesThem() {
        assertEquals(List.of(0), Cpus.parse("0"));
        assertEquals(List.of(0, 1, 2, 8, 10, 11), Cpus.parse("0-2,8,10-11"));
    }
}
