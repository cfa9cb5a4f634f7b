package dev.mortise.testkit.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.owner.Processes;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.testkit.storm.Referee.Field;
import dev.mortise.testkit.storm.Twin.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The locks in C exclude each other and Java's, at one referee; and what is broken in them is caught. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwinTest {

    private static final int VIOLATION = 3;
    private static final int USAGE = 64;
    private static final int CANNOT_OPEN = 66;

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final long ROUNDS = 2000;

    @TempDir
    Path directory;

    private final Posix posix = Backends.best();
    private Twin twin;
    private Path file;

    @BeforeEach
    void find() {
        twin = Twin.of(directory);
        file = directory.resolve("lock");
    }

    @AfterEach
    void end() throws InterruptedException {
        twin.endAll();
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Storms
    // ---------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "kernel-bare", "range"})
    void excludesUnderKills(String lock) throws Exception {
        assertThatStormIsClean(storm(lock, "--shared-percent", 30, "--timeout-percent", 20));
    }

    @Test
    void excludesInMemoryAsWell() throws Exception {
        file = Files.createTempFile(MEMORY, "mortise-twin-", ".lock");
        try {
            assertThatStormIsClean(storm("kernel"));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void plantedFaultIsCaught() throws Exception {
        Run run = twin.run(
                "kill-storm",
                "--lock",
                "broken",
                "--file",
                file,
                "--ref",
                referee(),
                "--processes",
                4,
                "--seconds",
                20,
                "--kills-per-second",
                0,
                "--seed",
                1);
        assertThat(run.process().exitValue()).as(run.err()).isEqualTo(VIOLATION);
        assertThat(run.number("overlaps")).isPositive();
    }

    @Test
    void wedgeIsCaughtAndShowsWhereTheTasksStand() throws Exception {
        hold("kernel").awaitWord("held");
        Run run = storm("kernel", "--wedge-after-ms", 300);
        assertThat(run.process().exitValue()).isEqualTo(VIOLATION);
        assertThat(run.number("wedges")).isEqualTo(1);
        assertThat(run.err()).contains("nobody came in").contains("syscall");
    }

    private Run storm(String lock, Object... more) throws Exception {
        Object[] arguments = {
            "kill-storm",
            "--lock",
            lock,
            "--file",
            file,
            "--ref",
            referee(),
            "--processes",
            4,
            "--seconds",
            1,
            "--kills-per-second",
            100,
            "--seed",
            1
        };
        return twin.run(with(arguments, more));
    }

    private void assertThatStormIsClean(Run run) throws IOException {
        assertThat(run.process().exitValue()).as(run.out() + run.err()).isZero();
        assertThat(run.number("kills")).isGreaterThan(10);
        assertThat(run.number("exclusive")).isGreaterThan(run.number("kills"));
        Referee referee = Referee.open(referee());
        assertThat(referee.overlaps()).isZero();
        assertThat(referee.lost()).isZero();
        assertThat(referee.counter()).isEqualTo(run.number("exclusive"));
        assertThat(referee.stale()).isEqualTo(run.number("stale"));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Java and C at one referee
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void javaReadsWhatCWrote() throws Exception {
        Referee referee = Referee.create(referee(), 3);
        Run run = contend("kernel", 2, "--count", ROUNDS);
        run.end();
        assertThat(referee.counter()).isEqualTo(ROUNDS).isEqualTo(run.number("acquisitions"));
        assertThat(referee.get(2, Field.DONE)).isEqualTo(ROUNDS);
        assertThat(referee.get(2, Field.PENDING_COUNT)).isEqualTo(ROUNDS);
        assertThat(referee.get(2, Field.PENDING_VALUE)).isEqualTo(ROUNDS);
        assertThat(referee.get(2, Field.PID)).isEqualTo(run.pid());
        assertThat(referee.get(2, Field.START_TICKS)).isPositive();
        assertThat(referee.get(2, Field.LONGEST_WAIT)).isEqualTo(run.number("longestWaitNanos"));
        assertThat(referee.owner()).isZero();
        assertThat(referee.eventsSoFar()).isEqualTo(2 * ROUNDS);
        Event last = referee.lastEvents(1).get(0);
        assertThat(last).isEqualTo(new Event(last.nanos(), run.pid(), run.pid(), Event.Kind.LEAVE, 0, ROUNDS));
    }

    @Test
    void javaReadsWhatCDidBesideUpdates() throws Exception {
        Referee referee = Referee.create(referee(), 1);
        Run holder = hold("kernel");
        holder.awaitWord("held");
        Run run = contend("kernel", 0, "--count", 5, "--shared-percent", 100, "--timeout-percent", 100);
        Twin.await("it has given up", () -> referee.get(0, Field.GIVEN_UP) > 1);
        holder.closeInput();
        assertThat(run.end()).as(run.err()).isZero();
        assertThat(referee.get(0, Field.SHARED)).isEqualTo(5).isEqualTo(run.number("shared"));
        assertThat(referee.get(0, Field.GIVEN_UP)).isEqualTo(run.number("timeouts"));
        assertThat(referee.get(0, Field.DONE)).isZero();
    }

    @Test
    void javaReadsTheRefereeThatCMade() throws Exception {
        contend("kernel", 0, "--count", 5).end();
        Referee referee = Referee.open(referee());
        assertThat(referee.seats()).isEqualTo(64);
        assertThat(referee.counter()).isEqualTo(5);
    }

    @Test
    void javaAndCExcludeEachOther() throws Exception {
        Referee referee = Referee.create(referee(), 2);
        Run run = contend("kernel", 1, "--seconds", 60);
        awaitReady(referee, 1);
        contendInJava(referee, 0);
        referee.stop();
        assertThat(run.end()).as(run.err()).isZero();
        assertThat(run.number("acquisitions")).isPositive();
        assertThat(referee.overlaps()).isZero();
        assertThat(referee.get(0, Field.DONE) + referee.get(1, Field.DONE)).isEqualTo(referee.counter());
    }

    /** The same as above with a lock that is broken on the side of C, so that the clean run means something. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void lockOnAnotherFileIsCaught(int sharedPercent) throws Exception {
        Referee referee = Referee.create(referee(), 2);
        Path lock = file;
        file = directory.resolve("another");
        Run run = contend("kernel", 1, "--seconds", 60, "--shared-percent", sharedPercent);
        awaitReady(referee, 1);
        file = lock;
        contendInJava(referee, 0);
        referee.stop();
        assertThat(run.end()).as(run.err()).isEqualTo(VIOLATION);
        assertThat(run.number("overlaps")).isBetween(1L, referee.overlaps());
    }

    @Test
    void javaTakesOverFromCThatWasKilledInside() throws Exception {
        Referee referee = Referee.create(referee(), 2);
        Run victim = contend(
                "kernel", 1, "--count", 1, "--hold-ns", Duration.ofMinutes(5).toNanos());
        Twin.await("it is inside", () -> referee.get(1, Field.PENDING_COUNT) == 1);
        referee.set(1, Field.DOOMED, 1);
        victim.process().destroyForcibly();
        contendInJava(referee, 0);
        assertThat(referee.stale()).isEqualTo(1);
        assertThat(referee.overlaps()).isZero();
        assertThat(referee.get(1, Field.DONE)).isZero();
        assertThat(referee.counter()).isEqualTo(ROUNDS);
    }

    private void contendInJava(Referee referee, int number) {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        int parent = posix.openat(Posix.AT_FDCWD, Name.pathBytes(directory), flags, 0);
        FlockProtocol lock = new FlockProtocol(posix, parent, Name.ofLast(file));
        Seat seat = new Seat(referee, number, Processes.of(posix).self(), posix, Duration.ofSeconds(10));
        seat.ready();
        for (long i = 0; i < ROUNDS; i++) {
            int fd = lock.acquire(Mode.EXCLUSIVE);
            seat.enter();
            seat.update(Thread::onSpinWait);
            seat.leave();
            assertThat(lock.release(fd)).isZero();
        }
        posix.close(parent);
    }

    private static void awaitReady(Referee referee, int seat) throws InterruptedException {
        Twin.await("it has its seat", () -> referee.get(seat, Field.PID) != 0);
    }

    private Run contend(String lock, int seat, Object... more) throws IOException {
        Object[] arguments = {
            "contend", "--lock", lock, "--file", file, "--ref", referee(), "--seed", 1, "--ordinal", seat
        };
        return twin.start(with(arguments, more));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The protocol: the name, the gate, the mode
    // ---------------------------------------------------------------------------------------------------------------

    /** A waiter locks the file that the name meant when it came; what counts is the one that it means now. */
    @ParameterizedTest
    @CsvSource({"kernel, true", "range, true", "kernel-bare, false"})
    void waiterMovesWithTheName(String lock, boolean moves) throws Exception {
        Run first = hold(lock);
        first.awaitWord("held");
        Run waiter = hold(lock);
        awaitBlocked(waiter, lock);
        Files.delete(file);
        Run second = hold(lock);
        second.awaitWord("held");
        first.closeInput();
        first.end();
        if (moves) {
            assertThat(waiter.isStillThereAfter(SHORT)).isTrue();
            assertThat(waiter.out()).isEmpty();
            second.closeInput();
        }
        waiter.awaitWord("held");
    }

    private static void awaitBlocked(Run run, String lock) throws InterruptedException {
        if (!lock.equals("range")) {
            run.awaitBlockedInFlock();
            return;
        }
        // Locks of descriptions show no pid. Should it not wait yet, it opens the new file at once: no false alarm.
        assertThat(run.isStillThereAfter(SHORT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"kernel, true", "gate-without-tick, false"})
    void waiterThatIsStoppedInTheGateHoldsUpNobody(String lock, boolean passes) throws Exception {
        Run holder = hold("kernel");
        holder.awaitWord("held");
        Run stopped = hold("kernel");
        stopped.awaitBlockedInFlock();
        assertThat(posix.kill(stopped.pid(), Posix.SIGSTOP)).isZero();
        stopped.awaitStopped();
        holder.closeInput();
        holder.end();
        Run other = contend(lock, 0, "--count", 3);
        if (passes) {
            assertThat(other.end()).as(other.err()).isZero();
        } else {
            assertThat(other.isStillThereAfter(SHORT)).isTrue();
            assertThat(posix.kill(stopped.pid(), Posix.SIGCONT)).isZero();
            stopped.awaitWord("held");
            stopped.closeInput();
            assertThat(other.end()).as(other.err()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "kernel-bare", "range"})
    void readersAreInsideTogetherAndAWriterIsNot(String lock) throws Exception {
        Run one = hold(lock, "--shared");
        one.awaitWord("held");
        Run other = hold(lock, "--shared");
        other.awaitWord("held");
        Run writer = hold(lock);
        assertThat(writer.isStillThereAfter(SHORT)).isTrue();
        assertThat(writer.out()).isEmpty();
        one.closeInput();
        other.closeInput();
        writer.awaitWord("held");
    }

    @Test
    void tryThatTimesOutIsOnTimeAndLeavesNothingBehind() throws Exception {
        Run holder = hold("kernel");
        holder.awaitWord("held");
        Run run = contend("kernel", 0, "--seconds", 1, "--timeout-percent", 100);
        assertThat(run.end()).isZero();
        assertThat(run.number("acquisitions")).isZero();
        assertThat(run.number("timeouts")).isGreaterThan(10);
        holder.closeInput();
        assertThat(contend("kernel", 1, "--count", 1).end()).isZero();
    }

    private Run hold(String lock, Object... more) throws IOException {
        Object[] arguments = {"hold", "--lock", lock, "--file", file};
        return twin.start(with(arguments, more));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The program
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void holdEndsWithItsInputOrItsTime() throws Exception {
        Run hold = hold("kernel");
        hold.awaitWord("held");
        hold.closeInput();
        assertThat(hold.end()).isZero();
        assertThat(hold.out()).isEqualTo("held\nreleased\n");
        Run timed = hold("kernel", "--milliseconds", 10);
        assertThat(timed.end()).isZero();
        assertThat(timed.out()).isEqualTo("held\nreleased\n");
    }

    @Test
    void leashStartsItAndEndsItEvenBlocked() throws Exception {
        Referee referee = Referee.create(referee(), 2);
        hold("kernel").awaitWord("held");
        Run run = contend("kernel", 1, "--count", 1, "--leash");
        awaitReady(referee, 1);
        run.process().getOutputStream().write('\n');
        run.process().getOutputStream().flush();
        run.awaitBlockedInFlock();
        run.closeInput();
        assertThat(run.end()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pair", "first", "handoff"})
    void measuresInTurns(String what) throws Exception {
        Run run = twin.run("measure", what, "--lock", "kernel", "--file", file, "--rounds", 2, "--milliseconds", 100);
        assertThat(run.process().exitValue()).as(run.err()).isZero();
        assertThat(run.number("min")).isPositive();
        assertThat(run.number("max")).isGreaterThanOrEqualTo(run.number("min"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', usage",
        "meddle, there is no command meddle",
        "hold --file f, hold needs --lock",
        "hold --lock kernel, hold needs --file",
        "hold --lock wooden --file f, --lock is one of",
        "hold --lock kernel --file f --count 1, hold has no option --count",
        "hold --lock kernel --file f --often, there is no option --often",
        "hold --lock kernel --file, --file takes a value",
        "contend --lock kernel --file f --ref r --seed 1, contend needs --count or --seconds",
        "contend --lock kernel --file f --ref r --seed 1 --count 1x, --count takes a whole number",
        "contend --lock kernel --file f --ref r --seed 1 --count 0, --count takes a whole number",
        "measure swiftly --lock kernel --file f, measure what",
        "measure first --lock range --file f, measure first knows",
        "measure pair --lock kernel --file f --as-java, --as-java is for measure first",
    })
    void wrongUsageIsOneSentence(String arguments, String sentence) throws Exception {
        assertThatItRefuses(arguments, USAGE, sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "hold --lock kernel --file /nowhere/f, /nowhere/f: No such file or directory",
        "hold --lock kernel --file /dev/null, /dev/null: not a regular file",
        "contend --lock kernel --file DIR/f --ref /dev/null --seed 1 --count 1, /dev/null: not a referee's file",
        "kill-storm --lock kernel --file /nowhere/f --ref DIR/r --processes 2 --seconds 1 --kills-per-second 0 --seed 1,"
                + " /nowhere/f: No such file or directory",
        "kill-storm --lock kernel --file DIR/f --ref /nowhere/r --processes 2 --seconds 1 --kills-per-second 0 --seed 1,"
                + " /nowhere/r: No such file or directory",
    })
    void whatCannotBeOpenedIsNamed(String arguments, String sentence) throws Exception {
        assertThatItRefuses(arguments.replace("DIR", directory.toString()), CANNOT_OPEN, sentence);
    }

    @Test
    void seatIsUsedOnce() throws Exception {
        assertThat(contend("kernel", 0, "--count", 1).end()).isZero();
        Run again = contend("kernel", 0, "--count", 1);
        assertThat(again.end()).isEqualTo(USAGE);
        assertThat(again.err()).contains("seat 0 has been used");
    }

    private void assertThatItRefuses(String arguments, int status, String sentence) throws Exception {
        Run run = twin.run((Object[]) (arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)));
        assertThat(run.process().exitValue()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("twin: ").contains(sentence).hasLineCount(1);
    }

    private Path referee() {
        return directory.resolve("referee");
    }

    private static Object[] with(Object[] some, Object[] more) {
        Object[] all = new Object[some.length + more.length];
        System.arraycopy(some, 0, all, 0, some.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
