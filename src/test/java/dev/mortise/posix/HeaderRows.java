package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What {@code native/probe} prints: kind, name, value. Each row is to be taken. */
final class HeaderRows {

    private final Map<String, Long> rows = new LinkedHashMap<>();

    private HeaderRows() {}

    static HeaderRows read(String tsv) {
        HeaderRows read = new HeaderRows();
        tsv.lines().filter(line -> !line.startsWith("#")).forEach(read::add);
        assertFalse(read.rows.isEmpty(), "the probe printed nothing");
        return read;
    }

    private void add(String line) {
        String[] fields = line.split("\t", -1);
        assertEquals(3, fields.length, line);
        rows.put(fields[0] + " " + fields[1], Long.valueOf(fields[2]));
    }

    long take(String kind, String name) {
        Long value = rows.remove(kind + " " + name);
        if (value == null) {
            throw new AssertionError("the probe has no row " + kind + " " + name + ", or it was used before");
        }
        return value;
    }

    void hold(String kind, String name, long ours) {
        assertEquals(take(kind, name), ours, kind + " " + name);
    }

    void assertAllUsed() {
        assertEquals(Set.of(), rows.keySet(), "rows that nothing was held to");
    }
}
