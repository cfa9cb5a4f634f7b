package dev.mortise.testkit.model;

import static dev.mortise.testkit.model.Stage.z;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Posix;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorldTest {

    private static final ProcessPlan A = ProcessPlan.alive(101);
    private static final ProcessPlan B = ProcessPlan.alive(102);

    // ---------------------------------------------------------------------------------------------------------------
    // Equal states
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void stateDoesNotTellWhoOpenedFirst() {
        Stage one = Stage.ofTwo();
        one.actor(0).create("lock");
        World start = one.world;
        one.actor(0).open("lock");
        one.actor(1).open("lock");
        Stage other = Stage.ofTwo();
        other.world = start;
        other.actor(1).open("lock");
        other.actor(0).open("lock");
        assertThat(one.world.hash()).isEqualTo(other.world.hash()).isNotEqualTo(start.hash());
    }

    @Test
    void whatIsUndoneLeavesNothingBehind() {
        Stage stage = new Stage(new WorldRules(true, 0, false, false), A, B);
        Stage.Actor a = stage.actor(0);
        int fd = a.create("lock");
        World before = stage.world;
        a.flock(fd, Posix.LOCK_EX);
        a.ofdLock(fd, Posix.F_RDLCK, 0, 1, false);
        a.write(fd, "101");
        a.rename("lock", "other");
        assertThat(stage.world.hash()).isNotEqualTo(before.hash());
        a.rename("other", "lock");
        a.ftruncate(fd, 0);
        a.ofdLock(fd, Posix.F_UNLCK, 0, 0, false);
        a.flock(fd, Posix.LOCK_UN);
        assertThat(stage.world.hash()).isEqualTo(before.hash());
    }

    @Test
    void callThatChangesNothingKeepsTheWorld() {
        Stage stage = Stage.ofTwo();
        Stage.Actor a = stage.actor(0);
        int fd = a.create("lock");
        a.write(fd, "101");
        a.fstat(fd, new FileStat());
        World before = stage.world;
        a.write(fd, "101");
        a.fstat(fd, new FileStat());
        a.create("lock");
        a.pread(fd, new byte[9], 0, 9, 0);
        a.flock(fd, Posix.LOCK_UN);
        a.fsync(fd);
        assertThat(stage.world).isSameAs(before);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Choices
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void freedNumberIsOfferedBesideANewOne() {
        Stage stage = new Stage(new WorldRules(true, 0, false, false), A);
        Stage.Actor a = stage.actor(0);
        int first = a.create("first");
        long number = inode(a, first);
        assertThat(stage.offered).isEqualTo(1);
        a.create("second");
        a.unlink("first");
        assertThat(a.create("third")).isPositive();
        assertThat(stage.offered)
                .as("while it is open, a file keeps its number")
                .isEqualTo(1);
        a.close(first);
        stage.choice = 1;
        int reused = a.create("fourth");
        assertThat(inode(a, reused)).isEqualTo(number);
        assertThat(inode(a, a.create("fifth"))).isGreaterThan(number + 2);
    }

    @Test
    void withoutReuseEveryNumberIsNew() {
        Stage stage = new Stage(WorldRules.plain(), A);
        Stage.Actor a = stage.actor(0);
        int first = a.create("f");
        long number = inode(a, first);
        a.unlink("f");
        a.close(first);
        assertThat(inode(a, a.create("f"))).isEqualTo(number + 1);
        assertThat(stage.offered).isEqualTo(1);
    }

    /** Nobody can tell a file that is gone from the next one, so a loop that makes a file comes back to where it was. */
    @Test
    void numberThatNobodyWasToldLeavesNothingBehind() {
        Stage stage = Stage.ofTwo();
        Stage.Actor a = stage.actor(0);
        World before = stage.world;
        a.close(a.create("f"));
        a.unlink("f");
        assertThat(stage.world.hash()).isEqualTo(before.hash());
        int first = a.create("f");
        int second = a.create("g");
        a.unlink("f");
        a.close(first);
        World between = stage.world;
        a.close(a.create("f"));
        assertThat(stage.world.disk()).contains("f -> ino 3");
        a.unlink("f");
        assertThat(stage.world.hash()).isEqualTo(between.hash());
        a.unlink("g");
        a.close(second);
        assertThat(stage.world.hash()).isEqualTo(before.hash());
    }

    @Test
    void numberThatSomebodyWasToldIsNeverNewAgain() {
        Stage stage = new Stage(new WorldRules(true, 0, false, false), A, B);
        Stage.Actor a = stage.actor(0);
        tell(stage.actor(1), a, 0);
        tell(stage.actor(1), a, 1);
        tell(stage.actor(1), a, 2);
        a.create("f");
        assertThat(stage.world.disk()).contains("f -> ino 6");
        assertThat(stage.offered).as("or the lowest that was told").isEqualTo(2);
    }

    private static void tell(Stage.Actor reader, Stage.Actor maker, int way) {
        maker.close(maker.create("f"));
        switch (way) {
            case 0 -> reader.fstat(reader.open("f"), new FileStat());
            case 1 -> reader.statx(World.WORKING_DIRECTORY, z("f"), 0, new FileStat());
            default -> reader.getdents(reader.openat(3, z("."), Posix.O_RDONLY | Posix.O_DIRECTORY, 0), new byte[999]);
        }
        reader.close(4);
        maker.unlink("f");
    }

    private static long inode(Stage.Actor actor, int fd) {
        FileStat stat = new FileStat();
        actor.fstat(fd, stat);
        return stat.inode();
    }

    @Test
    void clockLeapsAsOftenAsItMay() {
        Stage stage = new Stage(new WorldRules(false, 1, false, false), A, B);
        Stage.Actor a = stage.actor(0);
        long monotonic = a.monotonicNanos();
        long realtime = a.realtimeNanos();
        assertThat(stage.offered).isEqualTo(2);
        stage.choice = 1;
        assertThat(a.monotonicNanos() - monotonic).isEqualTo(TimeUnit.HOURS.toNanos(1));
        assertThat(stage.actor(1).realtimeNanos() - realtime).isEqualTo(TimeUnit.HOURS.toNanos(1));
        assertThat(stage.offered).isEqualTo(1);
        FileStat stat = new FileStat();
        a.fstat(a.create("late"), stat);
        assertThat(stat.modifiedNanos()).isEqualTo(a.realtimeNanos());
    }

    @Test
    void choiceThatWasNotOfferedIsRefused() {
        Stage stage = Stage.ofTwo();
        stage.choice = 1;
        assertThatThrownBy(() -> stage.actor(0).create("f")).isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Processes
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void numberOfAGoneProcessMayBeGivenAway() {
        Stage stage = new Stage(WorldRules.plain(), A, B, ProcessPlan.unborn());
        World running = stage.world;
        assertThatThrownBy(() -> running.start(2, 101)).isInstanceOf(IllegalArgumentException.class);
        World zombie = running.kill(0);
        assertThatThrownBy(() -> zombie.start(2, 101)).isInstanceOf(IllegalArgumentException.class);
        World started = zombie.reap(0).start(2, 101);
        assertThat(List.of(started.life(0), started.life(1), started.life(2)))
                .containsExactly(Life.GONE, Life.ALIVE, Life.ALIVE);
        assertThatThrownBy(() -> started.kill(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sigkillKillsAndOtherSignalsDoNot() {
        Stage stage = Stage.ofTwo();
        stage.actor(0).kill(102, Posix.SIGTERM);
        assertThat(stage.world.life(1)).isEqualTo(Life.ALIVE);
        stage.actor(0).kill(102, Posix.SIGKILL);
        assertThat(stage.world.life(1)).isEqualTo(Life.ZOMBIE);
    }

    @Test
    void numbersCountInTheirNamespaceAlone() {
        Stage stage = new Stage(WorldRules.plain(), A, ProcessPlan.alive(2).inNamespace(4026532000L));
        assertThat(stage.actor(0).kill(2, 0)).isEqualTo(-Errno.ESRCH);
        assertThat(stage.actor(1).kill(101, 0)).isEqualTo(-Errno.ESRCH);
        assertThat(stage.actor(1).kill(2, 0)).isZero();
    }

    @Test
    void strangerIsNotSignalled() {
        Stage stage = new Stage(WorldRules.plain(), A, B.asUser(1000));
        assertThat(stage.actor(1).kill(101, 0)).isEqualTo(-Errno.EPERM);
        assertThat(stage.actor(1).getuid()).isEqualTo(1000);
    }

    @Test
    void openDescriptorsLeaveOutWhatWasGiven() {
        Stage stage = Stage.ofTwo();
        Stage.Actor a = stage.actor(0);
        int fd = a.create("f");
        stage.world = stage.world.addProcess(ProcessPlan.alive(103).inheriting(0, fd));
        assertThat(stage.world.openDescriptors(0)).containsExactly(fd);
        assertThat(stage.world.openDescriptors(2)).isEmpty();
        Stage.Actor child = stage.actor(2);
        child.close(fd);
        assertThat(child.open("f")).isEqualTo(fd);
        assertThat(stage.world.openDescriptors(2)).containsExactly(fd);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The disk
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void diskIsToldInOneLine() {
        Stage stage = Stage.ofTwo();
        Stage.Actor a = stage.actor(0);
        int fd = a.create("lock");
        a.write(fd, "101");
        a.flock(fd, Posix.LOCK_EX);
        a.mkdirat(3, z("d"), 0700);
        stage.actor(1).create("d/gone");
        stage.actor(1).unlink("d/gone");
        assertThat(stage.world.disk())
                .isEqualTo("d -> ino 4 directory; lock -> ino 3 \"101\" EX A4; (no name) ino 5 \"\"");
        assertThat(stage.world.names()).containsExactly("/home/d", "/home/lock");
    }

    @Test
    void settledDiskHasNoProcessesAndNothingPending() {
        Stage stage = new Stage(new WorldRules(true, 2, true, false), A, B);
        Stage.Actor a = stage.actor(0);
        a.flock(a.create("f"), Posix.LOCK_EX);
        a.unlink("f");
        a.create("g");
        World settled = stage.world.settled(new WorldRules(false, 0, true, false));
        assertThat(settled.processes()).isZero();
        assertThat(settled.disk()).isEqualTo("g -> ino 4 \"\"");
        stage.world = settled.addProcess(A);
        World before = stage.world;
        stage.actor(0).fsync(World.WORKING_DIRECTORY);
        assertThat(stage.world).isSameAs(before);
    }
}
