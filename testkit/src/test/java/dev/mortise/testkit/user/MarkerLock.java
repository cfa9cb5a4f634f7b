package dev.mortise.testkit.user;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Contended;
import java.nio.charset.StandardCharsets;

/** A lock as somebody might write it: a finished file with my pid in it, renamed into place if the place is free. */
class MarkerLock implements Contended {

    static final int CREATE = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_CLOEXEC;

    final Posix posix;
    final int directory;
    final byte[] marker;
    final byte[] draft;

    MarkerLock(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.directory = directory;
        this.marker = name.terminated();
        this.draft = Name.of("draft-" + posix.getpid()).terminated();
    }

    @Override
    public void acquire() {
        while (true) {
            posix.checkpoint("marker", 0);
            writeDraft();
            if (posix.renameat2(directory, draft, directory, marker, Posix.RENAME_NOREPLACE) == 0) {
                return;
            }
            posix.unlinkat(directory, draft, 0);
            if (isDead(owner())) {
                posix.unlinkat(directory, marker, 0);
            } else {
                posix.sleep(1_000_000);
            }
        }
    }

    @Override
    public void release() {
        posix.unlinkat(directory, marker, 0);
    }

    private void writeDraft() {
        int fd = posix.openat(directory, draft, CREATE, 0600);
        byte[] pid = Integer.toString(posix.getpid()).getBytes(StandardCharsets.US_ASCII);
        posix.pwrite(fd, pid, 0, pid.length, 0);
        posix.close(fd);
    }

    /** The pid in the marker, or 0 if there is no marker. */
    private int owner() {
        int fd = posix.openat(directory, marker, Posix.O_RDONLY | Posix.O_CLOEXEC, 0);
        if (fd < 0) {
            return 0;
        }
        byte[] text = new byte[20];
        int length = posix.pread(fd, text, 0, text.length, 0);
        posix.close(fd);
        return Integer.parseInt(new String(text, 0, length, StandardCharsets.US_ASCII));
    }

    private boolean isDead(int pid) {
        return pid != 0 && posix.kill(pid, 0) == -Errno.ESRCH;
    }
}
