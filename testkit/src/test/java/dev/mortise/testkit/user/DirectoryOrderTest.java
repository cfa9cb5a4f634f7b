package dev.mortise.testkit.user;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Schedule;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Start;
import dev.mortise.testkit.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that takes the first entry of a directory for the oldest one is found out, whichever it is. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DirectoryOrderTest {

    private static final Start TWO = new Start("two", "two files", disk -> {
        disk.file(Name.of("older"), "");
        disk.file(Name.of("younger"), "");
    });

    private static String first(Stage stage) {
        Posix posix = stage.posix();
        byte[] here = {'.', 0};
        int fd = posix.openat(stage.directory(), here, Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        List<String> names = new ArrayList<>();
        DirectoryEntries.forEach(posix, fd, name -> names.add(name.toString()));
        posix.close(fd);
        return names.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"older", "younger"})
    void eitherMayBeFirst(String expected) {
        Scenario scenario = Scenario.cast(
                        "first",
                        (index, rounds) -> stage -> stage.check(first(stage).equals(expected), "the other"))
                .processes(1)
                .startingFrom(TWO)
                .leaving("older", "younger");
        Violation violation = requireNonNull(scenario.exhaust().violation());
        assertThat(violation.oracle()).as(violation.timeline()).isEqualTo(Oracle.CHECK);
        Schedule pasted = Schedule.parse(violation.schedule().toString());
        assertThat(requireNonNull(scenario.replay(pasted)).oracle()).isEqualTo(Oracle.CHECK);
    }
}
