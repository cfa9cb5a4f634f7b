package dev.mortise.testkit.probe;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;

/** This process's hand: every act is a call or two of the port. */
public final class OwnHand implements Hand {

    private static final int NOTHING = -Errno.EBADF;
    private static final int OPEN_FLAGS =
            Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC | Posix.O_NOFOLLOW | Posix.O_NONBLOCK;
    private static final int OWNER_ONLY = 0600;
    private static final long EVERY_BYTE = 1L << 62;

    private final Posix posix;
    private final int directory;
    private int held = NOTHING;

    /**
     * Makes a hand.
     *
     * @param posix the door to the kernel
     * @param directory descriptor of the directory under trial
     */
    public OwnHand(Posix posix, int directory) {
        this.posix = posix;
        this.directory = directory;
    }

    @Override
    public int move(Act act, int first, int second) {
        return switch (act) {
            case OPEN -> hold(posix.openat(directory, name(first), OPEN_FLAGS, OWNER_ONLY));
            case OPEN_NAMELESS ->
                hold(posix.openat(
                        directory, terminated("."), Posix.O_TMPFILE | Posix.O_RDWR | Posix.O_CLOEXEC, OWNER_ONLY));
            case WRITE -> write();
            case CLOSE -> close();
            case FLOCK -> posix.flock(held, first);
            case OFD_LOCK -> posix.ofdLock(held, first, 0, EVERY_BYTE, false);
            case PUBLISH -> publish(first);
            case LINK -> posix.linkat(directory, name(first), directory, name(second), 0);
            case RENAME_NOREPLACE ->
                posix.renameat2(directory, name(first), directory, name(second), Posix.RENAME_NOREPLACE);
            case IS_HELD_UNDER -> isHeldUnder(first);
            case FORCE_DIRECTORY -> posix.fsync(directory);
        };
    }

    private int hold(int opened) {
        close();
        held = opened;
        return Math.min(opened, 0);
    }

    private int close() {
        int result = held < 0 ? 0 : posix.close(held);
        held = NOTHING;
        return result;
    }

    private int write() {
        byte[] label = "mortise doctor\n".getBytes(StandardCharsets.US_ASCII);
        return posix.pwrite(held, label, 0, label.length, 0);
    }

    /** By way of /proc, because linking the empty name takes a privilege. */
    private int publish(int number) {
        byte[] self = terminated("/proc/self/fd/" + held);
        return posix.linkat(Posix.AT_FDCWD, self, directory, name(number), Posix.AT_SYMLINK_FOLLOW);
    }

    private int isHeldUnder(int number) {
        FileStat mine = new FileStat();
        FileStat named = new FileStat();
        int result = posix.fstat(held, mine);
        if (result >= 0) {
            result = posix.statx(directory, name(number), Posix.AT_SYMLINK_NOFOLLOW, named);
        }
        return result < 0 ? result : mine.sameFile(named) ? 1 : 0;
    }

    private static byte[] name(int number) {
        return Name.of("file-" + number).terminated();
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
