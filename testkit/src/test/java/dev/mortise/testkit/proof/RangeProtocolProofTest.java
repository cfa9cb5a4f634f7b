package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.RangeProtocol;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Start;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 11 for {@link RangeProtocol}: three processes, two rounds, two crashes with the base adversary; one round and one crash with each further
 * power of it.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RangeProtocolProofTest {

    private static final Adversary INODES = new Adversary(true, false, false, 0);
    private static final Adversary PIDS = new Adversary(false, true, false, 0);
    private static final Adversary ZOMBIES = new Adversary(false, false, true, 0);

    static List<Scenario> proofs() {
        List<Scenario> all = new ArrayList<>();
        for (Start start : List.of(Start.absent(), Start.dead())) {
            for (Scenario scenario : still()) {
                all.add(scenario.processes(3).rounds(2).crashes(2).startingFrom(start));
            }
        }
        for (Adversary adversary : List.of(PIDS, ZOMBIES)) {
            for (Scenario scenario : still()) {
                all.add(scenario.processes(3).crashes(1).against(adversary).startingFrom(Start.dead()));
            }
        }
        all.add(RangeProofs.removed().processes(3).crashes(1).startingFrom(Start.dead()));
        all.add(RangeProofs.removed().processes(2).crashes(1));
        all.add(RangeProofs.removed().processes(2).crashes(1).against(INODES));
        return all;
    }

    /** Where nobody removes the file. */
    private static List<Scenario> still() {
        return List.of(
                RangeProofs.exclusive(),
                RangeProofs.trying(),
                RangeProofs.shared(),
                RangeProofs.overlapping(),
                RangeProofs.apart(),
                RangeProofs.mixed());
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void everyStateIsVisitedAndNoLawIsBroken(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Faults that must be found
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void aRangeThatIsOneByteTooShortDoesNotMeetItsNeighbour() {
        Scenario narrow = RangeProofs.overlapping().through(posix -> new Stretched(posix, -1));
        assertThat(Figures.broken(narrow)).isEqualTo(Oracle.EXCLUSION);
    }

    @Test
    void aRangeThatIsOneByteTooLongHoldsUpItsNeighbour() {
        Scenario wide = RangeProofs.apart().through(posix -> new Stretched(posix, 1));
        assertThat(Figures.broken(wide)).isEqualTo(Oracle.CHECK);
        assertThat(Figures.broken(wide.without(Oracle.CHECK))).isEqualTo(Oracle.BYSTANDER);
    }

    /** Locks more than it is told, or less. */
    private static final class Stretched extends ForwardingPosix {

        private final long by;

        Stretched(Posix posix, long by) {
            super(posix);
            this.by = by;
        }

        @Override
        public int ofdLock(int fd, int type, long start, long length, boolean wait) {
            return super.ofdLock(fd, type, start, length + by, wait);
        }
    }

    @Test
    void everyDroppedCallIsNoticed() {
        Mutants mutants = new Mutants(
                RangeProtocol.class,
                List.of(
                        RangeProofs.exclusive().rounds(2).crashes(1),
                        RangeProofs.trying().rounds(2).crashes(1),
                        RangeProofs.removed().crashes(1),
                        RangeProofs.inherited().rounds(2)));
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names())
                .containsExactlyInAnyOrder(
                        "acquire:close",
                        "enter:ofdLock",
                        "tryEnter:ofdLock",
                        "verify:statx",
                        "leave:ofdLock",
                        "release:close");
        assertThat(mutants.survivors()).isEmpty();
    }
}
