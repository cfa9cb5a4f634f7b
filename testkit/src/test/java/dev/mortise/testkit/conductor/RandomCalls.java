package dev.mortise.testkit.conductor;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Calls as chance has it, so that files, locks and processes meet: few names, few bytes, few descriptors. */
final class RandomCalls {

    private static final List<String> NAMES = List.of("a\0", "a\0", "a\0", "a\0", "b\0", "b\0", "d\0", "d/a\0", ".\0");
    private static final List<Integer> LOCKS = List.of(Posix.LOCK_SH, Posix.LOCK_EX, Posix.LOCK_UN);
    private static final List<Integer> MODES = List.of(0600, 0640, 0644, 0666);
    private static final int MOST_OPEN = 6;
    private static final int LISTING = 4096;
    private static final int ONE_DEADLOCK_IN = 20;
    private static final int ONE_FORCED_IN = 40;

    private final Random random;
    private final Ensemble ensemble;

    RandomCalls(Random random, Ensemble ensemble) {
        this.random = random;
        this.ensemble = ensemble;
    }

    /** One call of one process that is awake; a listing is several. */
    void next(int process) {
        Posix posix = ensemble.door(process);
        List<Integer> open = ensemble.openDescriptors(process);
        if (open.size() >= MOST_OPEN) {
            posix.close(oneOf(open));
        } else if (open.isEmpty() || random.nextInt(4) == 0) {
            byName(posix);
        } else {
            byDescriptor(posix, random.nextInt(30) == 0 ? 3 + random.nextInt(8) : oneOf(open));
        }
    }

    private <T> T oneOf(List<T> these) {
        return these.get(random.nextInt(these.size()));
    }

    private byte[] name() {
        return oneOf(NAMES).getBytes(StandardCharsets.US_ASCII);
    }

    private boolean sometimes() {
        return random.nextInt(4) == 0;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // By name
    // ---------------------------------------------------------------------------------------------------------------

    private static final int DIRECTORY = 3;

    private void byName(Posix posix) {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> posix.openat(DIRECTORY, name(), openFlags(), oneOf(MODES));
            case 6 -> posix.statx(DIRECTORY, name(), sometimes() ? 0 : Posix.AT_SYMLINK_NOFOLLOW, new FileStat());
            case 7 -> posix.linkat(DIRECTORY, name(), DIRECTORY, name(), 0);
            case 8 -> posix.renameat2(DIRECTORY, name(), DIRECTORY, name(), 0);
            case 9 -> posix.renameat2(DIRECTORY, name(), DIRECTORY, name(), Posix.RENAME_NOREPLACE);
            case 10 -> posix.renameat2(DIRECTORY, name(), DIRECTORY, name(), Posix.RENAME_EXCHANGE);
            case 11 -> posix.unlinkat(DIRECTORY, name(), 0);
            case 12 -> posix.unlinkat(DIRECTORY, name(), Posix.AT_REMOVEDIR);
            case 13 -> posix.mkdirat(DIRECTORY, name(), 0755);
            case 14 -> posix.kill(ensemble.pid(random.nextInt(ensemble.processes())), 0);
            default -> list(posix);
        }
    }

    private int openFlags() {
        int flags = Posix.O_CLOEXEC | random.nextInt(3);
        boolean creates = random.nextInt(3) > 0;
        flags |= creates ? Posix.O_CREAT : sometimes() ? Posix.O_DIRECTORY : 0;
        flags |= creates && sometimes() ? Posix.O_EXCL : 0;
        flags |= sometimes() ? Posix.O_APPEND : 0;
        flags |= sometimes() ? Posix.O_NOFOLLOW : 0;
        flags |= sometimes() ? Posix.O_NONBLOCK : 0;
        return flags | (random.nextInt(12) == 0 ? Posix.O_PATH : 0);
    }

    /** In one go: which entries show that come or go meanwhile is the file system's affair. */
    private void list(Posix posix) {
        int fd = posix.openat(DIRECTORY, name(), Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC, 0);
        if (fd >= 0) {
            byte[] buffer = new byte[LISTING];
            while (posix.getdents(fd, buffer) > 0) {
                // until nothing more comes
            }
            posix.close(fd);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // By descriptor
    // ---------------------------------------------------------------------------------------------------------------

    private void byDescriptor(Posix posix, int fd) {
        switch (random.nextInt(20)) {
            case 0 -> posix.close(fd);
            case 1, 2, 3, 4, 5 -> posix.flock(fd, oneOf(LOCKS) | (waits() ? 0 : Posix.LOCK_NB));
            case 6, 7, 8, 9 -> posix.ofdLock(fd, random.nextInt(3), start(), length(), waits());
            case 10 -> posix.ofdProbe(fd, random.nextInt(2), start(), length(), new LockInfo());
            case 11, 12 -> posix.fstat(fd, new FileStat());
            case 13 -> posix.pread(fd, new byte[1 + random.nextInt(16)], 0, 1, place());
            case 14, 15 -> read(posix, fd);
            case 16, 17 -> write(posix, fd);
            case 18 -> posix.ftruncate(fd, random.nextInt(30));
            default -> rarely(posix, fd);
        }
    }

    /** When all sleep one must be killed, and a new process takes its time to come. */
    private boolean waits() {
        boolean others = ensemble.awake().size() > 1;
        return random.nextInt(others ? 2 : ONE_DEADLOCK_IN) == 0;
    }

    private long start() {
        return random.nextInt(8);
    }

    /** 0 reaches to the end of every file; below it lies before the start. */
    private long length() {
        return random.nextInt(8) - 1L;
    }

    private long place() {
        return sometimes() ? Posix.CURRENT_POSITION : random.nextInt(20);
    }

    private void read(Posix posix, int fd) {
        int length = random.nextInt(16);
        posix.pread(fd, new byte[length], 0, length, place());
    }

    private void write(Posix posix, int fd) {
        byte[] bytes = "some bytes to write".substring(random.nextInt(18)).getBytes(StandardCharsets.US_ASCII);
        posix.pwrite(fd, bytes, 0, bytes.length, place());
    }

    private void rarely(Posix posix, int fd) {
        switch (random.nextInt(4)) {
            case 0 -> posix.fchmod(fd, oneOf(MODES));
            case 1 -> posix.futimens(fd, Posix.TIME_OMIT, Posix.TIME_NOW);
            case 2 -> posix.fcntlSetFd(fd, Posix.FD_CLOEXEC);
            default -> {
                if (random.nextInt(ONE_FORCED_IN) == 0) {
                    posix.fsync(fd);
                }
            }
        }
    }
}
