package dev.mortise.testkit.user;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;

/**
 * The same, repaired: the owner keeps its file open and locked. Whoever gets that lock knows that the owner is gone, and removes the
 * marker only while it still means the very file whose lock it holds.
 */
class WitnessedMarkerLock implements Contended {

    private final Posix posix;
    private final int directory;
    private final byte[] marker;
    private final byte[] draft;
    private int held = -1;

    WitnessedMarkerLock(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.directory = directory;
        this.marker = name.terminated();
        this.draft = Name.of("draft-" + posix.getpid()).terminated();
    }

    @Override
    public void acquire() {
        int mine = posix.openat(directory, draft, MarkerLock.CREATE, 0600);
        posix.flock(mine, Posix.LOCK_EX);
        while (posix.renameat2(directory, draft, directory, marker, Posix.RENAME_NOREPLACE) != 0) {
            removeIfAbandoned();
            posix.checkpoint("witnessed-marker", mine);
        }
        held = mine;
    }

    @Override
    public void release() {
        posix.unlinkat(directory, marker, 0);
        posix.close(held);
    }

    /** Waits in the kernel for as long as the owner lives. */
    private void removeIfAbandoned() {
        int other = posix.openat(directory, marker, Posix.O_RDWR | Posix.O_CLOEXEC, 0);
        if (other < 0) {
            return;
        }
        posix.flock(other, Posix.LOCK_EX);
        if (isStillNamed(other)) {
            posix.unlinkat(directory, marker, 0);
        }
        posix.close(other);
    }

    private boolean isStillNamed(int fd) {
        FileStat open = new FileStat();
        FileStat named = new FileStat();
        posix.fstat(fd, open);
        return posix.statx(directory, marker, Posix.AT_SYMLINK_NOFOLLOW, named) == 0 && open.sameFile(named);
    }
}
