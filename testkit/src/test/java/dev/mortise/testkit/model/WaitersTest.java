package dev.mortise.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.LockRequests.LockRange;
import dev.mortise.testkit.model.LockRequests.Owner;
import dev.mortise.testkit.model.Waiters.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Circles of record locks. How far Linux follows them was tried on a real one, 6.18. */
class WaitersTest {

    private static final int FIRST_FD = 4;

    private static Waiter wants(int process, Owner owner, int theByte) {
        return new Waiter(process, new LockRange(FIRST_FD, owner, Posix.F_WRLCK, theByte, 1, true));
    }

    /** Each process has the byte of its number. */
    private static Stage ring(int size) {
        ProcessPlan[] plans = IntStream.range(0, size)
                .mapToObj(i -> ProcessPlan.alive(101 + i))
                .toArray(ProcessPlan[]::new);
        Stage stage = new Stage(WorldRules.plain(), plans);
        for (int i = 0; i < size; i++) {
            Stage.Actor actor = stage.actor(i);
            actor.openat(World.WORKING_DIRECTORY, Stage.z("lock"), Posix.O_RDWR | Posix.O_CREAT, 0600);
            assertThat(actor.posixLock(FIRST_FD, Posix.F_WRLCK, i, 1, true)).isZero();
        }
        return stage;
    }

    /** Each but the last waits for the next one's byte. */
    private static List<Waiter> chain(int size) {
        List<Waiter> chain = new ArrayList<>();
        for (int i = 0; i < size - 1; i++) {
            chain.add(wants(i, Owner.PROCESS, i + 1));
        }
        return chain;
    }

    private static boolean isRefused(Stage stage, List<Waiter> others, Waiter last) {
        return new Waiters(stage.world, others).waitForEachOther(last);
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, true", "12, true", "13, false"})
    void circleOfTwelveIsFollowedAndOneOfThirteenIsNot(int size, boolean refused) {
        assertThat(isRefused(ring(size), chain(size), wants(size - 1, Owner.PROCESS, 0)))
                .isEqualTo(refused);
    }

    @Test
    void chainThatDoesNotCloseLetsTheLastWait() {
        Waiter last = wants(2, Owner.PROCESS, 1);
        assertThat(isRefused(ring(3), List.of(wants(0, Owner.PROCESS, 1)), last))
                .isFalse();
        assertThat(isRefused(ring(3), List.of(), last)).isFalse();
        assertThat(isRefused(ring(3), chain(2), wants(2, Owner.PROCESS, 0))).isFalse();
    }

    @Test
    void callThatCouldGoOnKeepsNobodyWaiting() {
        Waiter couldGoOn = wants(0, Owner.PROCESS, 7);
        assertThat(isRefused(ring(2), List.of(couldGoOn), wants(1, Owner.PROCESS, 0)))
                .isFalse();
        Waiter refused = new Waiter(0, new LockRange(9, Owner.PROCESS, Posix.F_WRLCK, 1, 1, true));
        assertThat(isRefused(ring(2), List.of(refused), wants(1, Owner.PROCESS, 0)))
                .isFalse();
    }

    @Test
    void descriptionsAreNotAskedWhomTheyWaitFor() {
        assertThat(isRefused(ring(2), chain(2), wants(1, Owner.DESCRIPTION, 0))).isFalse();
        assertThat(isRefused(ring(2), List.of(wants(0, Owner.DESCRIPTION, 1)), wants(1, Owner.PROCESS, 0)))
                .isFalse();
    }
}
