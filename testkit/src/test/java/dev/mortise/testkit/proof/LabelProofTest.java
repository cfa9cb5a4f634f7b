package dev.mortise.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.proof.LabelProofs.Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Labels: a reader without the lock never takes for a label what nobody wrote. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabelProofTest {

    private static Scenario labelling(Reader reader) {
        return LabelProofs.labelling(reader).processes(2).rounds(2);
    }

    @Test
    void whoReadsWithoutTheLockFindsNothingOrAWholeLabelOrSeesThatItIsTorn() {
        Figures.requireClean(labelling(Reader.BY_CHECKSUM).crashes(1));
    }

    @Test
    void aReaderThatIgnoresTheChecksumTakesAMixtureForALabel() {
        assertThat(Figures.broken(labelling(Reader.BY_ITS_TITLE))).isEqualTo(Oracle.CHECK);
    }

    @Test
    void aLabelThatIsClearedAfterTheLockWasReleasedIsFoundToBeAnothers() {
        Scenario late = labelling(Reader.BY_CHECKSUM).through(ClearsLate::new);
        assertThat(Figures.broken(late)).isEqualTo(Oracle.CHECK);
    }

    /** Lets go of the lock before it empties the file at the end. */
    private static final class ClearsLate extends ForwardingPosix {

        private boolean written;

        ClearsLate(Posix posix) {
            super(posix);
        }

        @Override
        public int pwrite(int fd, byte[] buffer, int from, int length, long offset) {
            written = true;
            return super.pwrite(fd, buffer, from, length, offset);
        }

        @Override
        public int ftruncate(int fd, long length) {
            if (written) {
                super.flock(fd, Posix.LOCK_UN);
                written = false;
            }
            return super.ftruncate(fd, length);
        }
    }
}
