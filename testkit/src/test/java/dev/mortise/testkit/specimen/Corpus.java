package dev.mortise.testkit.specimen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Every schedule that was ever found, one a line. A new one is added by running the tests with {@code -Dmortise.corpus=add}.
 */
final class Corpus {

    private static final Path FILE = Path.of("src", "test", "resources", "schedules.txt");
    private static final String PROPERTY = "mortise.corpus";

    private Corpus() {}

    /**
     * A line.
     *
     * @param oracle the law that is broken in the end
     * @param schedule how to get there
     */
    record Entry(Oracle oracle, Schedule schedule) {

        static Entry parse(String line) {
            String[] parts = line.split("\t", -1);
            return new Entry(Oracle.valueOf(parts[0]), Schedule.parse(parts[1]));
        }

        String line() {
            return oracle + "\t" + schedule;
        }
    }

    static List<Entry> all() {
        return lines().stream().map(Entry::parse).toList();
    }

    /** Holds a violation that was found to being kept. */
    static void require(Violation violation) {
        String line = new Entry(violation.oracle(), violation.schedule()).line();
        if ("add".equals(System.getProperty(PROPERTY)) && !lines().contains(line)) {
            add(line);
        }
        assertThat(lines())
                .as("a schedule that is not kept yet: run with -D%s=add", PROPERTY)
                .contains(line);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line) {
        try {
            Files.writeString(FILE, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
