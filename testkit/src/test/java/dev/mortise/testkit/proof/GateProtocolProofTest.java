package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.Gate;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Start;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 11 for {@link Gate} before {@link dev.mortise.protocol.FlockProtocol}: three processes, two rounds, two crashes, and smaller bounds for what
 * needs more actors, words or powers of the adversary.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GateProtocolProofTest {

    private static final Adversary INODES = new Adversary(true, false, false, 0);
    private static final Adversary PIDS = new Adversary(false, true, false, 0);
    private static final Adversary ZOMBIES = new Adversary(false, false, true, 0);
    private static final Adversary A_LEAP = new Adversary(false, false, false, 1);

    static Stream<Scenario> proofs() {
        return Stream.of(safety(), powers(), others()).flatMap(List::stream);
    }

    private static List<Scenario> safety() {
        return List.of(
                threeTwoTwo(GateProofs.exclusive()).startingFrom(Start.absent()),
                threeTwoTwo(GateProofs.shared()).startingFrom(Start.dead()),
                threeTwoTwo(GateProofs.readOnly()).startingFrom(Start.dead()),
                threeTwoTwo(GateProofs.stopped()).startingFrom(Start.dead()),
                three(GateProofs.exclusive()).startingFrom(Start.dead()),
                three(GateProofs.shared()),
                three(GateProofs.readOnly()),
                three(GateProofs.stopped()));
    }

    private static List<Scenario> powers() {
        return List.of(
                GateProofs.exclusive().processes(2).crashes(1).against(PIDS),
                three(GateProofs.exclusive()).startingFrom(Start.dead()).against(ZOMBIES),
                GateProofs.removed().processes(2).crashes(1),
                GateProofs.removed().processes(1).rounds(2).crashes(1).against(INODES),
                GateProofs.clocked().processes(2).rounds(2).against(A_LEAP).startingFrom(Start.dead()));
    }

    private static List<Scenario> others() {
        return List.of(
                GateProofs.threads().processes(2).rounds(2).crashes(1),
                GateProofs.threads().processes(2).rounds(2).crashes(1).startingFrom(Start.dead()),
                GateProofs.order().processes(3).startingFrom(Start.dead()),
                GateProofs.order().processes(2).rounds(2),
                GateProofs.turnstile().processes(3).startingFrom(Start.dead()),
                GateProofs.stranger().processes(2).rounds(1).crashes(1),
                GateProofs.strangerAlone().crashes(1));
    }

    private static Scenario threeTwoTwo(Scenario scenario) {
        return scenario.processes(3).rounds(2).crashes(2);
    }

    private static Scenario three(Scenario scenario) {
        return scenario.processes(3).rounds(1).crashes(1);
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
    void whereNobodyLooksPastTheLineAStoppedWaiterStopsEverybody() {
        assertThat(Figures.broken(GateProofs.stoppedWithoutTick().rounds(2))).isEqualTo(Oracle.BYSTANDER);
    }

    @Test
    void whoBelievesTooLongThatItsFileIsInPlaceMayEnterOneThatWasRemoved() {
        assertThat(Figures.broken(GateProofs.removedUnseen().rounds(2))).isEqualTo(Oracle.EXCLUSION);
    }

    @Test
    void aGateThatTakesAnyLockForSomebodyInLineIsDeceived() {
        Scenario credulous = GateProofs.strangerAlone().through(Credulous::new);
        assertThat(Figures.broken(credulous)).isEqualTo(Oracle.CHECK);
    }

    /** Whatever is in the way is a description's lock of the gate's byte. */
    private static final class Credulous extends ForwardingPosix {

        Credulous(Posix posix) {
            super(posix);
        }

        @Override
        public int ofdProbe(int fd, int type, long start, long length, LockInfo answer) {
            int probed = super.ofdProbe(fd, type, start, length, answer);
            if (answer.conflicts()) {
                answer.set(answer.type(), start, length, -1);
            }
            return probed;
        }
    }

    @Test
    void whoStandsInTheGateBesideAnotherIsFoundByTheOrderInLine() {
        Scenario beside = GateProofs.order().processes(3).through(StandingTogether::new);
        assertThat(Figures.broken(beside)).isEqualTo(Oracle.CHECK);
    }

    /** Takes the byte shared, where it must be had alone. */
    private static final class StandingTogether extends ForwardingPosix {

        StandingTogether(Posix posix) {
            super(posix);
        }

        @Override
        public int ofdLock(int fd, int type, long start, long length, boolean wait) {
            return super.ofdLock(fd, type == F_WRLCK ? F_RDLCK : type, start, length, wait);
        }
    }

    /** In scenarios without ticks: what a tick calls, it calls in the middle of the gate's call, and is not the gate's. */
    @Test
    void everyDroppedCallIsNoticed() {
        Mutants mutants = new Mutants(
                Gate.class,
                List.of(
                        GateProofs.order().processes(2).rounds(2).startingFrom(Start.dead()),
                        GateProofs.order().processes(3).startingFrom(Start.dead()),
                        GateProofs.turnstile().processes(2).rounds(2).startingFrom(Start.dead())));
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names())
                .containsExactlyInAnyOrder(
                        "isCrowded:ofdProbe", "enter:ofdLock", "enter:flock", "enter:flock#2", "stepAside:ofdLock");
        assertThat(mutants.survivors()).isEmpty();
    }
}
