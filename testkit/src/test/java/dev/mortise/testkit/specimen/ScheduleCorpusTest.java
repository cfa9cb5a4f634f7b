package dev.mortise.testkit.specimen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.Violation;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each schedule that was ever found still breaks the law that it broke then. */
class ScheduleCorpusTest {

    static Stream<Corpus.Entry> entries() {
        return Corpus.all().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void stillBreaksTheLaw(Corpus.Entry entry) {
        Violation violation = asFound(entry.schedule()).replay(entry.schedule());
        assertThat(violation).as("what the schedule led to").isNotNull();
        Violation broken = Objects.requireNonNull(violation);
        assertThat(broken.oracle()).as(broken.timeline()).isEqualTo(entry.oracle());
    }

    @Test
    void noLineIsKeptTwice() {
        assertThat(entries().map(Corpus.Entry::line)).doesNotHaveDuplicates().isNotEmpty();
    }

    /** A specimen's scenario within the bounds of the day when the schedule was found. */
    static Scenario asFound(Schedule schedule) {
        Scenario scenario = Specimens.all().stream()
                .map(Specimen::scenario)
                .filter(candidate -> candidate.name().equals(schedule.protocol()))
                .findFirst()
                .orElseThrow();
        return scenario.processes(schedule.processes())
                .rounds(schedule.rounds())
                .crashes(schedule.crashes())
                .against(schedule.adversary())
                .startingFrom(start(schedule.start(), scenario.start()));
    }

    private static Start start(String name, Start own) {
        return Stream.concat(Stream.of(own), Start.all().stream())
                .filter(start -> start.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
