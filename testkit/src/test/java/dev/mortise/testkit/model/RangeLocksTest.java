package dev.mortise.testkit.model;

import static dev.mortise.posix.Posix.F_RDLCK;
import static dev.mortise.posix.Posix.F_UNLCK;
import static dev.mortise.posix.Posix.F_WRLCK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link RangeLocks} against one lock per byte. */
class RangeLocksTest {

    private static final int BYTES = 24;

    @Test
    void behavesLikeOneLockPerByte() {
        Random random = new Random(2);
        for (int round = 0; round < 500; round++) {
            RangeLocks locks = RangeLocks.NONE;
            int[] bytes = new int[BYTES];
            Arrays.fill(bytes, F_UNLCK);
            for (int step = 0; step < 15; step++) {
                int start = random.nextInt(BYTES);
                int end = start + random.nextInt(BYTES - start);
                int type = random.nextInt(3);
                locks = locks.with(type, start, end);
                Arrays.fill(bytes, start, end + 1, type);
                assertSame(locks, bytes);
            }
        }
    }

    private static void assertSame(RangeLocks locks, int[] bytes) {
        RangeLocks rebuilt = RangeLocks.NONE;
        for (int at = 0; at < BYTES; at++) {
            assertThat(locks.conflict(F_WRLCK, at, at) >= 0).isEqualTo(bytes[at] != F_UNLCK);
            assertThat(locks.conflict(F_RDLCK, at, at) >= 0).isEqualTo(bytes[at] == F_WRLCK);
            rebuilt = rebuilt.with(bytes[at], at, at);
        }
        assertThat(rebuilt).isEqualTo(locks);
        assertThat(rebuilt.hash()).isEqualTo(locks.hash());
    }

    @Test
    void noLockHashesLikeNone() {
        assertThat(RangeLocks.NONE.with(F_RDLCK, 0, 0).hash()).isNotEqualTo(RangeLocks.NONE.hash());
        assertThat(RangeLocks.NONE.with(F_RDLCK, 0, 9).with(F_UNLCK, 0, 20)).isEqualTo(RangeLocks.NONE);
    }

    @Test
    void lastByteOfEveryFileIsLockedAndFreed() {
        RangeLocks locks = RangeLocks.NONE.with(F_WRLCK, 10, Long.MAX_VALUE);
        assertThat(locks.with(F_UNLCK, 20, 29)).hasToString("EX[10,19] EX[30,]");
        assertThat(locks.with(F_UNLCK, 20, Long.MAX_VALUE)).hasToString("EX[10,19]");
        assertThat(locks.with(F_RDLCK, Long.MAX_VALUE, Long.MAX_VALUE)
                        .conflict(F_RDLCK, Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo(-1);
    }
}
