package dev.mortise.testkit.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law 11 for what has to outlast a loss of power, with the kernel's own file systems. */
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PowerLossTest {

    /** Of a fault that is still not noticed. */
    private static final int MOST_CYCLES = 400;

    private static final int ENOUGH = 3;

    private final int cycles = Integer.getInteger("mortise.power.cycles", 200) / Disk.values().length;
    private final long seed = Long.getLong("mortise.power.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));

    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereAndWholeWhenThePowerIsBack(Disk disk) throws Exception {
        Losses losses = run(disk, Fault.NONE, cycles, none -> false);
        assertThat(losses.lost).as("acknowledged, and not there").isZero();
        assertThat(losses.torn).as("neither old nor new").isZero();
        assertThat(losses.notGreater).as("numbers that did not grow").isZero();
        assertThat(losses.acknowledged).isGreaterThan(cycles / 2);
        assertThat(losses.underWay).as("cut off on their way").isPositive();
        assertThat(losses.swept).as("left over, and removed").isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aReplacementIsLostIfTheDirectoryIsNotForced(Disk disk) throws Exception {
        Losses losses = run(disk, Fault.DIRECTORY, MOST_CYCLES, so -> so.lost >= ENOUGH);
        assertThat(losses.lost).isGreaterThanOrEqualTo(ENOUGH);
    }

    @ParameterizedTest
    @EnumSource
    void aReplacementIsTornIfTheFileIsNotForced(Disk disk) throws Exception {
        Losses losses = run(disk, Fault.FILE, MOST_CYCLES, so -> so.torn >= ENOUGH);
        assertThat(losses.torn).isGreaterThanOrEqualTo(ENOUGH);
    }

    @ParameterizedTest
    @EnumSource
    void numbersComeBackIfTheGenerationIsNotForced(Disk disk) throws Exception {
        Losses losses = run(disk, Fault.GENERATION, MOST_CYCLES, so -> so.notGreater >= ENOUGH);
        assertThat(losses.notGreater).isGreaterThanOrEqualTo(ENOUGH);
    }

    @SuppressWarnings("SystemOut") // the build's log shows the figures
    private Losses run(Disk disk, Fault fault, int most, Predicate<Losses> enough) throws Exception {
        try (PowerLoss powerLoss = new PowerLoss(disk, fault, seed)) {
            Losses losses = powerLoss.run(most, scratch, enough);
            System.out.println(losses);
            return losses;
        }
    }
}
