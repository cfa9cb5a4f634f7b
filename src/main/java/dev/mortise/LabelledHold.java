package dev.mortise;

import dev.mortise.owner.Label.Purpose;
import dev.mortise.owner.LabelFormat;
import dev.mortise.owner.LabelReading;
import dev.mortise.owner.Presence;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.LabelPage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A hold whose lock file says who has it. The label is there while the lock is held, and cleared before it is released, so that who finds
 * one on a free lock knows that its writer died.
 */
final class LabelledHold extends WrappedHold {

    private final Posix posix;
    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LabelledHold(SeatedHold hold, Posix posix) {
        super(hold);
        this.posix = posix;
        this.fd = hold.descriptor();
    }

    /** Makes the label and writes it. If that cannot be done, the lock is let go. */
    static SeatedHold of(SeatedHold hold, Posix posix, Spot spot, LabelWriter writer, Purpose purpose)
            throws LockException {
        boolean labelled = false;
        try {
            LabelledHold result = new LabelledHold(hold, posix);
            result.write(spot, LabelFormat.write(writer.label(purpose)));
            labelled = true;
            return result;
        } finally {
            if (!labelled) {
                hold.close();
            }
        }
    }

    private void write(Spot spot, byte[] label) throws LockException {
        LabelReading found = Examination.label(posix, fd);
        if (found.kind() == LabelReading.Kind.FOREIGN) {
            throw Failures.notForLabels(spot, found.detail());
        }
        int written = LabelPage.write(posix, fd, label);
        if (written < 0) {
            throw Failures.label(spot, written);
        }
        // Where it cannot be set, the label alone tells of this hold.
        posix.ofdLock(fd, Posix.F_WRLCK, Presence.BYTE, 1, false);
    }

    /** A label that cannot be cleared is found beside a free lock, and judged by that. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LabelPage.clear(posix, fd);
            posix.ofdLock(fd, Posix.F_UNLCK, Presence.BYTE, 1, false);
            hold.close();
        }
    }
}
