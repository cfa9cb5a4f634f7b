package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.protocol.FlockProtocol;
import dev.mortise.testkit.Adversary;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 11 for {@link FlockProtocol}: every interleaving of the code that ships, with deaths before any call. Three processes, two
 * rounds, two crashes with the base adversary; one round and one crash with each further power of it.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlockProtocolProofTest {

    private static final Adversary INODES = new Adversary(true, false, false, 0);
    private static final Adversary PIDS = new Adversary(false, true, false, 0);
    private static final Adversary ZOMBIES = new Adversary(false, false, true, 0);

    static Stream<Arguments> proofs() {
        List<Arguments> all = new ArrayList<>();
        for (Start start : List.of(Start.absent(), Start.dead())) {
            all.add(three(FlockProofs.exclusive(), 2, 2, Adversary.base(), start));
            all.add(three(FlockProofs.shared(), 2, 2, Adversary.base(), start));
            all.add(three(FlockProofs.trying(), 2, 2, Adversary.base(), start));
            all.add(three(FlockProofs.inherited(), 2, 0, Adversary.base(), start));
        }
        for (Adversary adversary : List.of(Adversary.base(), INODES, PIDS, ZOMBIES)) {
            all.add(three(FlockProofs.exclusive(), 1, 1, adversary, Start.absent()));
            all.add(three(FlockProofs.shared(), 1, 1, adversary, Start.absent()));
        }
        all.add(Arguments.of(FlockProofs.removed().processes(3).crashes(1).startingFrom(Start.dead())));
        all.add(Arguments.of(FlockProofs.removed().processes(2).crashes(1)));
        all.add(Arguments.of(FlockProofs.removed().processes(2).crashes(1).against(INODES)));
        return all.stream();
    }

    private static Arguments three(Scenario scenario, int rounds, int crashes, Adversary adversary, Start start) {
        return Arguments.of(scenario.processes(3)
                .rounds(rounds)
                .crashes(crashes)
                .against(adversary)
                .startingFrom(start));
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void everyStateIsVisitedAndNoLawIsBroken(Scenario scenario) {
        Figures.requireClean(scenario);
    }

    /** What the protocol says that remains: the kernel keeps a description, and its lock, for as long as anybody has it open. */
    @Test
    void aChildThatSharesTheDescriptionKeepsTheLockOfTheKilled() {
        Scenario killed = FlockProofs.inherited().processes(2).crashes(1);
        assertThat(Figures.broken(killed)).isEqualTo(Oracle.BYSTANDER);
    }

    /** Each call is needed: without it some law breaks in some scenario. */
    @Test
    void everyDroppedCallIsNoticed() {
        Mutants mutants = new Mutants(FlockProtocol.class, scenarios());
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names())
                .containsExactlyInAnyOrder(
                        "acquire:close",
                        "enterAndVerify:flock",
                        "release:close",
                        "enter:flock",
                        "verify:statx",
                        "leave:flock");
        assertThat(mutants.survivors())
                .as("dropped without any law being broken")
                .isEmpty();
    }

    private static List<Scenario> scenarios() {
        return List.of(
                FlockProofs.exclusive().processes(2).rounds(2).crashes(1),
                FlockProofs.shared().processes(2).rounds(2).crashes(1),
                FlockProofs.trying().processes(2).rounds(2).crashes(1),
                FlockProofs.inherited().processes(2).rounds(2),
                FlockProofs.removed().processes(2).rounds(1).crashes(1));
    }
}
