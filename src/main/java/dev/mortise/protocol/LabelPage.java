package dev.mortise.protocol;

import dev.mortise.posix.Posix;

/**
 * The label in a lock file: written by whoever is inside alone, read by anybody at any time.
 *
 * <p><b>Problem.</b> A reader has no lock, and a writer may be killed between any two calls. <b>Consequence.</b> A reader might find the
 * new label's beginning and the old one's end. <b>Mechanism.</b> The file is emptied first and then written, by one call as a rule; a label ends with
 * its checksum. So a reader finds nothing, the whole label, or something that says itself that it is torn. <b>What remains.</b> A label
 * outlives its writer: only the kernel says whether the lock is held.
 */
public final class LabelPage {

    private LabelPage() {}

    /**
     * Writes a label in the place of what was there. By whoever is inside alone.
     *
     * @param posix the door to the kernel
     * @param fd open for writing
     * @param label its bytes
     * @return 0, or {@code -errno}; then nothing is left in the file if that could be done
     */
    public static int write(Posix posix, int fd, byte[] label) {
        int emptied = clear(posix, fd);
        if (emptied < 0) {
            return emptied;
        }
        int written = WholeWrite.at(posix, fd, label, 0);
        if (written < 0) {
            clear(posix, fd);
        }
        return written;
    }

    /**
     * Empties the file. By whoever is inside alone.
     *
     * @param posix the door to the kernel
     * @param fd open for writing
     * @return 0, or {@code -errno}
     */
    public static int clear(Posix posix, int fd) {
        return posix.ftruncate(fd, 0);
    }

    /**
     * Reads what is there. By anybody.
     *
     * @param posix the door to the kernel
     * @param fd open for reading
     * @param buffer to be filled from its start
     * @return how many bytes there are, up to the buffer's length, or {@code -errno}
     */
    public static int read(Posix posix, int fd, byte[] buffer) {
        int filled = 0;
        while (filled < buffer.length) {
            int read = posix.pread(fd, buffer, filled, buffer.length - filled, filled);
            if (read < 0) {
                return read;
            }
            if (read == 0) {
                break;
            }
            filled += read;
        }
        return filled;
    }
}
