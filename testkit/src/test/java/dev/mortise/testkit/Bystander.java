package dev.mortise.testkit;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;

/**
 * Makes calls by chance, the same for the same numbers, and tells what came of them in words that do not depend on the
 * kernel: descriptors and inodes are named by the places that they have here.
 */
final class Bystander {

    /** Symbolic links that are there from the start: name and target. */
    static final String[][] LINKS = {{"s", "a"}, {"t", "d"}, {"o", "o"}, {"n", "nowhere"}};

    private static final String[] NAMES = {
        "a", "a", "b", "b", "d", "d/x", "d/a", "s", "t", "t/x", "o", "n", "a/", "d/", "t/", "d/.", "d/..", "./b", ".",
        "..", "d/../a", "a/x", "", "e", "e/y", "n/", "s/"
    };

    private static final int[] OPENINGS = {
        Posix.O_RDWR,
        Posix.O_RDWR,
        Posix.O_RDONLY,
        Posix.O_WRONLY,
        Posix.O_RDWR | Posix.O_CREAT,
        Posix.O_RDWR | Posix.O_CREAT,
        Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL,
        Posix.O_WRONLY | Posix.O_CREAT | Posix.O_APPEND,
        Posix.O_RDONLY | Posix.O_CREAT,
        Posix.O_RDONLY | Posix.O_DIRECTORY,
        Posix.O_RDWR | Posix.O_DIRECTORY,
        Posix.O_RDONLY | Posix.O_NOFOLLOW,
        Posix.O_RDWR | Posix.O_CREAT | Posix.O_NOFOLLOW,
        Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_NOFOLLOW,
        Posix.O_PATH,
        Posix.O_PATH | Posix.O_NOFOLLOW,
        Posix.O_PATH | Posix.O_DIRECTORY,
        Posix.O_RDWR | Posix.O_TMPFILE,
        Posix.O_WRONLY | Posix.O_TMPFILE | Posix.O_EXCL,
        Posix.O_RDONLY | Posix.O_TMPFILE
    };

    private static final int PLACES = 6;
    private static final int KINDS_OF_CALLS = 24;

    private final Posix posix;
    private final int[] descriptors = new int[PLACES];
    private final int directory;

    Bystander(Posix posix, byte[] base) {
        this.posix = posix;
        Arrays.fill(descriptors, -1);
        directory = posix.openat(Posix.AT_FDCWD, base, Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
    }

    static byte[] z(String name) {
        return (name + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    boolean knowsNamelessFiles() {
        int fd = posix.openat(directory, z("."), Posix.O_RDWR | Posix.O_TMPFILE, 0600);
        posix.close(fd);
        return fd >= 0;
    }

    void closeAll() {
        for (int fd : descriptors) {
            posix.close(fd);
        }
        posix.close(directory);
    }

    /** One call. Every argument is drawn, whether the call needs it or not, so that the numbers stay in step. */
    String step(Random random) {
        int kind = random.nextInt(KINDS_OF_CALLS);
        int place = random.nextInt(PLACES);
        String name = NAMES[random.nextInt(NAMES.length)];
        String other = NAMES[random.nextInt(NAMES.length)];
        int number = random.nextInt(8);
        int more = random.nextInt(OPENINGS.length);
        int fd = descriptors[place];
        return kind + " " + place + " " + name + " " + other + " " + number + " " + more + ": "
                + (kind < 10
                        ? ofFiles(kind, place, fd, name, number, more)
                        : others(kind, fd, name, other, number, more));
    }

    private String ofFiles(int kind, int place, int fd, String name, int number, int more) {
        return switch (kind) {
            case 0, 1, 2 -> open(place, name, OPENINGS[more]);
            case 3 -> "close " + said(close(place));
            case 4 -> "read " + read(fd, number % 3 == 0 ? Posix.CURRENT_POSITION : number);
            case 5 -> "write " + write(fd, more, number % 4 == 0 ? Posix.CURRENT_POSITION : number);
            case 6 -> "cut " + said(posix.ftruncate(fd, number - 1));
            case 7 -> "flock " + said(posix.flock(fd, new int[] {5, 6, 8, 5, 6, 4, 12, 7}[number]));
            case 8 -> "range " + said(posix.ofdLock(fd, more % 3, number - 1, more / 3, false));
            default -> "probe " + probe(fd, more % 2, number, more / 2);
        };
    }

    private String others(int kind, int fd, String name, String other, int number, int more) {
        return switch (kind) {
            case 10 -> "fstat " + stat(posix.fstat(fd, stat));
            case 11 -> "stat " + stat(posix.statx(directory, z(name), number % 2 * Posix.AT_SYMLINK_NOFOLLOW, stat));
            case 12 -> "link " + said(link(name, other, number % 3 == 0 ? Posix.AT_SYMLINK_FOLLOW : 0));
            case 13 -> "name " + said(posix.linkat(fd, z(""), directory, z(name), Posix.AT_EMPTY_PATH));
            case 14, 15 -> "rename " + said(rename(name, other, new int[] {0, 0, 0, 1, 1, 2, 2, 3}[number]));
            case 16 -> "unlink " + said(posix.unlinkat(directory, z(name), 0));
            case 17 -> "rmdir " + said(posix.unlinkat(directory, z(name), Posix.AT_REMOVEDIR));
            case 18 -> "mkdir " + said(posix.mkdirat(directory, z(name), 0700));
            case 19 -> "list " + list(fd);
            case 20 -> "readlink " + said(posix.readlinkat(directory, z(name), new byte[number]));
            case 21 -> "chmod " + said(posix.fchmod(fd, 0600 + number));
            case 22 -> "times " + said(posix.futimens(fd, 5, number == 0 ? Posix.TIME_OMIT : number));
            default -> "sync " + said(more % 2 == 0 ? posix.fsync(fd) : posix.fdatasync(fd));
        };
    }

    private final FileStat stat = new FileStat();

    private String open(int place, String name, int flags) {
        close(place);
        boolean fromPlace = flags % 3 == 0 && descriptors[0] >= 0 && !name.contains("..");
        int dirfd = fromPlace ? descriptors[0] : directory;
        int fd = posix.openat(dirfd, z(name), flags | Posix.O_CLOEXEC, 0600);
        descriptors[place] = Math.max(-1, fd);
        return "open " + (fd >= 0 ? "done" : said(fd));
    }

    private int close(int place) {
        int result = posix.close(descriptors[place]);
        descriptors[place] = -1;
        return result;
    }

    private String read(int fd, long offset) {
        byte[] buffer = new byte[7];
        int length = posix.pread(fd, buffer, 0, buffer.length, offset);
        return said(length) + " " + Arrays.toString(buffer);
    }

    private String write(int fd, int seed, long offset) {
        byte[] bytes = {(byte) seed, 0, (byte) (seed * 7), 1};
        return said(posix.pwrite(fd, bytes, 0, seed % 5, offset));
    }

    private String probe(int fd, int type, long start, long length) {
        LockInfo info = new LockInfo();
        int result = posix.ofdProbe(fd, type, start, length, info);
        return said(result) + " " + (result == 0 && info.conflicts());
    }

    private String stat(int result) {
        if (result < 0) {
            return said(result);
        }
        String size = stat.isDirectory() ? "" : " size " + stat.size();
        String modified = stat.modifiedNanos() < 100 ? " modified " + stat.modifiedNanos() : "";
        String permissions = stat.isSymlink() ? "" : " mode " + Integer.toOctalString(stat.permissions());
        return stat.kind() + permissions + " links " + stat.links() + size + modified + " same as " + twins();
    }

    /** Which places hold the very same file; the directories' link counts and sizes are the file system's own affair. */
    private String twins() {
        StringBuilder twins = new StringBuilder();
        FileStat other = new FileStat();
        for (int fd : descriptors) {
            boolean same = fd >= 0 && posix.fstat(fd, other) == 0 && other.sameFile(stat);
            twins.append(same ? '1' : '0');
        }
        return twins.toString();
    }

    private int link(String from, String to, int flags) {
        return posix.linkat(directory, z(from), directory, z(to), flags);
    }

    private int rename(String from, String to, int flags) {
        return posix.renameat2(directory, z(from), directory, z(to), flags);
    }

    /** From where it stands: a listing that began before a change is the file system's own affair too, so it begins anew. */
    private String list(int fd) {
        int fresh = posix.openat(fd, z("."), Posix.O_RDONLY | Posix.O_DIRECTORY, 0);
        if (fresh < 0) {
            return said(fresh);
        }
        TreeSet<String> names = new TreeSet<>();
        int result = DirectoryEntries.forEach(posix, fresh, name -> names.add(name.toString()));
        posix.close(fresh);
        return said(result) + " " + names;
    }

    private static String said(int result) {
        return result < 0 ? Errno.name(-result) : Integer.toString(result);
    }
}
