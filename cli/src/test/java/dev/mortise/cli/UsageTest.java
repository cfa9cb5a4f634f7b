package dev.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input: one clear sentence, the right exit code, no stack trace. */
class UsageTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                    | a command is missing",
                "frob                                  | unknown command 'frob'",
                "--frob                                | unknown option '--frob'",
                "stress --frob                         | unknown option '--frob'",
                "stress more                           | unknown argument 'more'",
                "stress --processes 0                  | --processes takes 2 to 256, not 0",
                "stress --processes 1                  | --processes takes 2 to 256, not 1",
                "stress --processes 10000              | --processes takes 2 to 256, not 10000",
                "stress --processes many               | 'many' is not a usable number",
                "stress --processes                    | missing value for option '--processes'",
                "stress --seconds 0                    | --seconds takes 1 to 86400, not 0",
                "stress --seconds -1                   | --seconds takes 1 to 86400, not -1",
                "stress --seconds 86401                | --seconds takes 1 to 86400, not 86401",
                "stress --seconds 99999999999999999999 | is not a usable number",
                "stress --kill-rate -1                 | --kill-rate takes 0 to 100",
                "stress --kill-rate NaN                | --kill-rate takes 0 to 100",
                "stress --kill-rate 101                | --kill-rate takes 0 to 100",
                "stress --pause-rate -1                | --pause-rate takes 0 to 100",
                "stress --lock wooden                  | --lock is kernel or range, not 'wooden'",
                "stress --threads 0                    | --threads takes 1 to 256, not 0",
                "stress --processes 3 --c-peers 3      | --c-peers takes 0 to 2 of 3 processes, not 3",
                "stress --seed x                       | 'x' is not a usable number",
                "stress --dir /no/such/place           | there is no directory /no/such/place; create it, or name",
                "--backend nope stress                 | there is no backend 'nope'; choose one of ffm, jni, jnr, jna",
                "stress --backend nope                 | there is no backend 'nope'; choose one of ffm, jni, jnr, jna",
            })
    void wrongWordsAreRefusedAsUsage(String words, String sentence) {
        assertThat(run(words.isEmpty() ? new String[0] : words.split(" ", -1))).isEqualTo(Exit.USAGE);
        assertThatErrorIsOneSentenceWith(sentence);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void fileIsNoDirectory() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(run("stress", "--dir", file.toString())).isEqualTo(Exit.USAGE);
        assertThatErrorIsOneSentenceWith("is not a directory");
    }

    @Test
    void directoryInWhichNothingCanBeMadeIsAnInputOutputError() {
        assertThat(run("stress", "--dir", "/proc")).isEqualTo(Exit.IO_ERROR);
        assertThatErrorIsOneSentenceWith("cannot create files in /proc");
    }

    @ParameterizedTest
    @CsvSource({
        "--help,Usage: mortise",
        "stress --help,Usage: mortise stress",
        "prove --help,Usage: mortise prove",
        "--version,mortise ",
        "stress -V,mortise "
    })
    void helpAndVersionGoToStandardOutput(String words, String start) {
        assertThat(run(words.split(" ", -1))).isZero();
        assertThat(out.toString()).startsWith(start);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpTellsEveryBackendAndWhereOptionsOfTheJvmGo() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("ffm, jni, jnr or jna", "MORTISE_JAVA_OPTS", "Exit codes:");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    private int run(String... words) {
        return Main.run(words, new PrintWriter(out), new PrintWriter(err));
    }

    private void assertThatErrorIsOneSentenceWith(String text) {
        assertThat(err.toString()).startsWith("mortise: ").contains(text).doesNotContain("Exception", "\tat ");
        assertThat(err.toString().lines()).hasSize(1);
    }
}
