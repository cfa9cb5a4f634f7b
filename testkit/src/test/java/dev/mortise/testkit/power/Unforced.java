package dev.mortise.testkit.power;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;

/** A fault planted in a protocol without touching its source: it is told that what it forces is on the disk, and nothing was forced. */
final class Unforced extends ForwardingPosix {

    private final boolean directories;

    private Unforced(Posix target, boolean directories) {
        super(target);
        this.directories = directories;
    }

    static Posix directories(Posix target) {
        return new Unforced(target, true);
    }

    static Posix files(Posix target) {
        return new Unforced(target, false);
    }

    @Override
    public int fsync(int fd) {
        FileStat stat = new FileStat();
        int found = fstat(fd, stat);
        return found == 0 && stat.isDirectory() == directories ? 0 : super.fsync(fd);
    }
}
