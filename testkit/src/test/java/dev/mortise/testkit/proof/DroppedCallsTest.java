package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.protocol.DirectoryWay;
import dev.mortise.protocol.Generation;
import dev.mortise.protocol.LabelPage;
import dev.mortise.protocol.ReplaceProtocol;
import dev.mortise.testkit.Scenario;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Law 11: each call of what was proven with power cuts and failing calls is needed; its loss is noticed, or it is said here why not. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class DroppedCallsTest {

    /** The draft is closed right after it is unlocked; a child that shared it would keep a lock on it that nobody asks for any more. */
    private static final String UNLOCKED_TWICE = "replace:flock";

    /** Without it a number is drawn from the file each time, which takes longer. */
    private static final String SPARES_TIME = "isMyRunTheLast:pread";

    @Test
    void eachCallOfAReplacementIsNeeded() {
        Mutants mutants = new Mutants(
                ReplaceProtocol.class,
                List.of(
                        ReplaceProofs.replacing().processes(1).crashes(1).powerCuts(1, ReplaceProofs.afterwards()),
                        ReplaceProofs.writing().processes(1).faults(1),
                        ReplaceProofs.dressing(),
                        drawnTwice()));
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names()).hasSizeGreaterThan(15).contains("fill:fsync", "isStill:statx", "dress:fchmod");
        assertThat(mutants.survivors()).containsExactly(UNLOCKED_TWICE);
    }

    /** All draw the same name first: one who looked at what has its last name by now may meet the next one's draft. */
    private static Scenario drawnTwice() {
        return ReplaceProofs.replacing().through(posix -> new ForwardingPosix(posix) {
            private boolean drawn;

            @Override
            public int random(byte[] buffer) {
                int length = super.random(buffer);
                if (!drawn) {
                    Arrays.fill(buffer, (byte) 0);
                }
                drawn = true;
                return length;
            }
        });
    }

    @Test
    void eachCallOfAWayIsNeeded() {
        Scenario deep = ReplaceProofs.deep(true);
        Mutants mutants = new Mutants(
                DirectoryWay.class,
                List.of(
                        deep.processes(2).crashes(1).powerCuts(1, ReplaceProofs.deepAfterwards()),
                        deep.processes(1).faults(1)));
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names())
                .containsExactlyInAnyOrder("step:mkdirat", "force:fsync", "force:close", "close:close");
        assertThat(mutants.survivors()).isEmpty();
    }

    @Test
    void eachCallOfAGenerationIsNeeded() {
        Mutants mutants = new Mutants(
                Generation.class,
                List.of(
                        GenerationProofs.cut().powerCuts(1, GenerationProofs.afterwards()),
                        GenerationProofs.cut().faults(1),
                        GenerationProofs.drawing().processes(2),
                        GenerationProofs.cut().faults(2).powerCuts(1, GenerationProofs.afterwards()),
                        GenerationProofs.moving().processes(2)));
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names()).contains("begin:fsync", "verify:statx", "write:pwrite");
        assertThat(mutants.survivors()).containsExactly(SPARES_TIME);
    }

    @Test
    void eachCallOfALabelIsNeeded() {
        Mutants mutants = new Mutants(
                LabelPage.class,
                List.of(
                        LabelProofs.labelling(LabelProofs.Reader.BY_CHECKSUM)
                                .processes(2)
                                .crashes(1),
                        LabelProofs.labelling(LabelProofs.Reader.BY_CHECKSUM)
                                .processes(1)
                                .faults(1)));
        mutants.requireThatTheUnharmedAreClean();
        assertThat(mutants.names()).contains("write:pwrite", "clear:ftruncate", "read:pread");
        assertThat(mutants.survivors()).isEmpty();
    }
}
