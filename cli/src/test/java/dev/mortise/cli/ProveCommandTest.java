package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mortise prove}: what it says, and the exit code of each outcome. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProveCommandTest {

    private static final String FOUND = "v1 check-then-create 2x1 absent: A1 B1 A2 A3 B2 B3";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Main.run(words, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void aProtocolIsExhaustedClean() {
        assertThat(run("prove", "flock", "--processes", "2", "--rounds", "1", "--crashes", "1"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("flock 2x1, crashes 1, from absent", "exhausted, clean");
    }

    @Test
    void aSpecimenIsCaughtWithATimelineAndAScheduleThatReplays() {
        assertThat(run("prove", "--specimen", "check-then-create")).isEqualTo(Exit.VIOLATION);
        assertThat(out.toString()).contains("VIOLATED: EXCLUSION", "A (pid 101)", "| disk", "--replay '" + FOUND + "'");
    }

    @Test
    void callsMayFail() {
        List<String> words = List.of("prove", "flock", "--processes", "2", "--rounds", "1", "--crashes", "0");
        String[] failing =
                Stream.concat(words.stream(), Stream.of("--faults", "2")).toArray(String[]::new);
        assertThat(run(failing)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("flock 2x1, crashes 0, faults=2, from absent", "exhausted, clean");
        assertThat(run("prove", "--specimen", "forced-again")).isEqualTo(Exit.VIOLATION);
        assertThat(out.toString()).contains("fsync(4) = EDQUOT, fails", "VIOLATED: FORCED_AGAIN");
    }

    @Test
    void thePowerIsCutWhereSomethingIsToOutlastIt() {
        assertThat(run("prove", "--power-loss", "generation-power"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("generation-power 2x1", "power cuts 1 (", "exhausted, clean");
        assertThat(run("prove", "--power-loss", "flock")).isEqualTo(Exit.USAGE);
        assertThat(err.toString())
                .contains("the power is cut only where something is to outlast it: generation-power, replace,");
        assertThat(run("prove", "--faults", "4", "flock")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("faults must be 0 to 3, not 4");
    }

    @Test
    void renameThenUnlinkIsCleanAlone() {
        assertThat(run("prove", "--specimen", "rename-then-unlink", "--processes", "1", "--crashes", "0"))
                .as(out.toString())
                .isZero();
    }

    @Test
    void aReplayTellsWhetherItReproduces() {
        assertThat(run("prove", "--replay", FOUND)).isEqualTo(Exit.VIOLATION);
        assertThat(out.toString()).contains("reproduced: EXCLUSION");
        assertThat(run("prove", "--replay", "v1 check-then-create 2x1 absent: A1 A2 A3"))
                .isZero();
        assertThat(out.toString()).contains("not reproduced");
    }

    @Test
    void aReplayOnAKernelTellsWhichProcessesStoodInside(@TempDir Path directory) throws IOException {
        Path others = Files.createFile(directory.resolve("others"));
        assertThat(run("prove", "--replay", FOUND, "--on-kernel", directory.toString()))
                .as(err.toString())
                .isEqualTo(Exit.VIOLATION);
        assertThat(out.toString())
                .containsPattern("A as process [0-9]+ and B as process [0-9]+ stand inside at once")
                .contains("reproduced on the kernel: EXCLUSION");
        assertThat(run("prove", "--replay", "v1 check-then-create 2x1 absent: A1 A2 A3", "--on-kernel", "" + directory))
                .isZero();
        assertThat(out.toString()).contains("6 calls compared", "not reproduced");
        assertThat(directory).isDirectoryNotContaining(file -> !file.equals(others));
    }

    @Test
    void jsonOfAReplayOnAKernelNamesTheProcesses(@TempDir Path directory) {
        assertThat(run("prove", "--json", "--replay", FOUND, "--on-kernel", directory.toString()))
                .isEqualTo(Exit.VIOLATION);
        Map<?, ?> object = JsonText.parseObject(out.toString());
        assertThat(object.get("reproduced")).isEqualTo(true);
        Map<?, ?> kernel = Objects.requireNonNull((Map<?, ?>) object.get("onKernel"));
        assertThat((List<?>) kernel.get("inside")).hasSize(2);
        assertThat(kernel.get("calls")).isEqualTo(6.0);
        assertThat(kernel.containsKey("disagreement")).isTrue();
        assertThat(kernel.get("disagreement")).isNull();
    }

    @Test
    void aScheduleThatNoKernelCanBeToldIsRefused(@TempDir Path directory) {
        assertThat(run(
                        "prove",
                        "--on-kernel",
                        "" + directory,
                        "--replay",
                        "v1 bare-pid 1x1 absent+pid-reuse: A1 A! B@A"))
                .isEqualTo(Exit.UNSUPPORTED);
        assertThat(err.toString()).contains("gives a new process the number of one that is gone (B@A)");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aCleanHuntProvesNothing() {
        assertThat(run("prove", "flock", "--hunt", "1", "--seed", "7")).isEqualTo(Exit.NOT_EXHAUSTED);
        assertThat(out.toString())
                .contains("random schedules of seed 7", "not exhausted, a hunt proves nothing")
                .doesNotContain("states");
    }

    @Test
    void jsonOfAHuntCountsSchedules() {
        assertThat(run("prove", "flock", "--hunt", "1", "--json")).isEqualTo(Exit.NOT_EXHAUSTED);
        Map<?, ?> object = JsonText.parseObject(out.toString());
        assertThat(object.containsKey("schedules")).isTrue();
        assertThat(object.containsKey("states")).isFalse();
    }

    @Test
    void helpTellsEveryExitCode() {
        assertThat(run("prove", "--help")).isZero();
        assertThat(out.toString()).contains("Exit codes:", "a replay: reproduced", "64 ", "Examples:");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void aHuntFindsWhatIsThere() {
        assertThat(run("prove", "--specimen", "check-then-create", "--processes", "4", "--hunt", "20"))
                .isEqualTo(Exit.VIOLATION);
        assertThat(out.toString()).contains("VIOLATED: EXCLUSION");
    }

    @Test
    void aTinyMemoryCapIsNotExhausted() {
        assertThat(run("prove", "flock-removed", "--memory", "1")).isEqualTo(Exit.NOT_EXHAUSTED);
        assertThat(out.toString()).contains("not exhausted: stopped by its limit of memory");
    }

    @Test
    void jsonIsOneObjectForEachSearch() {
        assertThat(run("prove", "flock", "flock-try", "--processes", "2", "--rounds", "1", "--crashes", "0", "--json"))
                .isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        Map<?, ?> first = JsonText.parseObject(lines.get(0));
        assertThat(first.get("protocol")).isEqualTo("flock");
        assertThat((Map<?, ?>) first.get("bounds")).extracting("processes").isEqualTo(2.0);
        assertThat(first.get("exhausted")).isEqualTo(true);
        assertThat(first.containsKey("violation")).isTrue();
        assertThat(first.get("violation")).isNull();
        for (String figure : List.of("states", "transitions", "seconds")) {
            assertThat(first.containsKey(figure)).as(figure).isTrue();
        }
    }

    @Test
    void jsonOfAViolationHoldsOracleAndSchedule() {
        assertThat(run("prove", "--specimen", "check-then-create", "--json")).isEqualTo(Exit.VIOLATION);
        Map<?, ?> object = JsonText.parseObject(out.toString());
        assertThat((Map<?, ?>) object.get("violation")).extracting("oracle").isEqualTo("EXCLUSION");
        assertThat((Map<?, ?>) object.get("violation")).extracting("schedule").isEqualTo(FOUND);
    }

    @Test
    void aViolationIsDrawnAsAPage(@TempDir Path directory) throws IOException {
        Path page = directory.resolve("broken ä.html");
        assertThat(run("prove", "--specimen", "check-then-create", "--html", page.toString()))
                .isEqualTo(Exit.VIOLATION);
        assertThat(out.toString()).contains("page: " + page);
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains(FOUND).endsWith("</html>\n");
        assertThat(directory).isDirectoryContaining(page::equals);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void aReplayIsDrawnInPlaceOfWhatWasThere(@TempDir Path directory) throws IOException {
        Path page = Files.writeString(directory.resolve("page.html"), "what was there");
        assertThat(run("prove", "--replay", FOUND, "--json", "--html", page.toString()))
                .isEqualTo(Exit.VIOLATION);
        assertThat(page).content().contains("<svg").doesNotContain("what was there");
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("page: " + page);
    }

    @Test
    void whereNoLawIsBrokenNothingIsWritten(@TempDir Path directory) {
        Path page = directory.resolve("page.html");
        assertThat(run("prove", "flock", "--processes", "1", "--html", page.toString()))
                .isZero();
        assertThat(out.toString()).contains("no law was broken: no page was written to '" + page + "'");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPageThatCannotBeWrittenIsRefusedBeforeTheSearch(@TempDir Path directory) {
        for (Path page : List.of(directory, directory.resolve("nowhere/page.html"))) {
            assertThat(run("prove", "--specimen", "check-then-create", "--html", page.toString()))
                    .isEqualTo(Exit.CANNOT_OPEN);
        }
        assertThat(err.toString().lines())
                .containsExactly(
                        "mortise: the page cannot be written to '" + directory + "': it is a directory",
                        "mortise: the page cannot be written to '" + directory
                                + "/nowhere/page.html': its directory is not there");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theListNamesEverything() {
        assertThat(run("prove", "--list")).isZero();
        assertThat(out.toString()).contains("flock-removed", "gate", "range", "rename-then-unlink", "absent", "dead");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing                          | no protocol called 'nothing'; --list names them",
                "--specimen nothing               | no specimen called 'nothing'; --list names them",
                "flock --specimen age             | a specimen is searched alone",
                "flock --processes 0              | processes must be 1 to 6, not 0",
                "flock --processes 99             | processes must be 1 to 6, not 99",
                "flock --rounds 0                 | rounds must be 1 to 99, not 0",
                "flock --crashes -1               | crashes must be 0 to 15, not -1",
                "flock --start somewhere          | no state called 'somewhere' to start from",
                "flock --hunt 0                   | --hunt takes 1 to 86400 seconds",
                "flock --memory 0                 | --memory takes 1 MiB or more",
                "flock --replay x                 | a schedule names its protocol itself",
                "flock --rounds -1                | rounds must be 1 to 99, not -1",
                "flock --hunt abc                 | 'abc' is not a usable number",
                "flock --hunt 5 --time 5          | a hunt ends after its own seconds: leave '--time' out",
                "flock --hunt 5 --memory 5        | a hunt ends after its own seconds: leave '--memory' out",
                "--html x                         | --html is for one search: name one protocol or specimen",
                "flock gate --html x              | --html is for one search: name one protocol or specimen",
                "--list --html x                  | a list is not drawn: leave '--html' out",
                "flock --seed 5                   | only a hunt has a seed: leave '--seed' out",
                "--processes 3 --replay v1 x 2x1 absent: | a schedule names its bounds itself: leave '--processes' out",
                "--zombies --replay v1 x 2x1 absent:     | a schedule names its bounds itself: leave '--zombies' out",
                "--hunt 5 --replay v1 x 2x1 absent:      | a replay plays one schedule: leave '--hunt' out",
                "flock --on-kernel /              | --on-kernel plays one schedule: give it with --replay",
                "--on-kernel /nowhere --replay v1 flock 2x1 absent: A1   | there is no directory /nowhere",
                "--on-kernel /dev/null --replay v1 flock 2x1 absent: A1  | /dev/null is not a directory",
                "--on-kernel /proc --replay v1 flock 2x1 absent: A1      | cannot create files in /proc",
                "--replay nonsense                | not a schedule",
                "--replay v1 nobody 2x1 absent: A1       | no protocol or specimen called 'nobody'",
                "--replay v1 flock 2x1 absent: A2        | step A2 is out of order: the next call of A is its number 1",
                "--replay v1 flock 2x1 absent: A0        | no step of a schedule: 'A0'",
                "--replay v1 flock 2x1 absent: A1.7      | no step of a schedule: 'A1.7'",
                "--replay v1 flock 2x1 absent: A1.2      | the kernel has one, number 0",
                "--replay v1 flock 2x1 absent: A1 B1 A2 B2 A3 B3 A4 B4 | step B4 cannot be taken: the call of B waits here: flock(",
                "--replay v1 flock 2x1 absent+leaps=x: A1 | no power of the adversary called 'leaps=x'",
                "--replay v1 flock 2x1 nowhere: A1       | no state called 'nowhere'",
                "--replay v1 flock 9x1 absent: A1        | processes must be 1 to 6, not 9",
            })
    void nonsenseIsRefusedInOneSentence(String words, String sentence) {
        assertThat(run(split("prove " + words))).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).startsWith("mortise: ").contains(sentence).doesNotContain("Exception", "\tat ");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    private static String[] split(String words) {
        int quoted = words.indexOf("v1 ");
        if (quoted < 0) {
            return words.split(" ", -1);
        }
        String[] before = words.substring(0, quoted).strip().split(" ", -1);
        String[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = words.substring(quoted).strip();
        return all;
    }
}
