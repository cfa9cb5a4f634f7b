package dev.mortise.testkit.specimen;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.KernelRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A name in a directory, and what lock files do with names. Nothing is retried, and nothing is wrong here. */
final class Entry {

    private static final int FLAGS = Posix.O_CLOEXEC | Posix.O_NOFOLLOW | Posix.O_NONBLOCK;
    private static final int PRIVATE = 0600;
    private static final int LONGEST_TEXT = 64;

    private final Posix posix;
    private final int directory;
    private final Name name;

    Entry(Posix posix, int directory, Name name) {
        this.posix = posix;
        this.directory = directory;
        this.name = name;
    }

    /** The name with something behind it. */
    Entry beside(String suffix) {
        byte[] own = Arrays.copyOf(name.terminated(), name.terminated().length - 1);
        byte[] more = suffix.getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(own, own.length + more.length);
        System.arraycopy(more, 0, both, own.length, more.length);
        return new Entry(posix, directory, Name.ofBytes(both));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Opening
    // ---------------------------------------------------------------------------------------------------------------

    /** Opens what is there for reading and writing; -1 if nothing is. */
    int open() {
        int fd = posix.openat(directory, name.terminated(), FLAGS | Posix.O_RDWR, 0);
        return fd == -Errno.ENOENT ? -1 : KernelRefusedException.require("openat", fd);
    }

    /** Opens what is there, or makes it. */
    int openOrCreate() {
        int flags = FLAGS | Posix.O_RDWR | Posix.O_CREAT;
        return KernelRefusedException.require("openat", posix.openat(directory, name.terminated(), flags, PRIVATE));
    }

    /** Makes it; -1 if something is there. */
    int create() {
        int flags = FLAGS | Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL;
        int fd = posix.openat(directory, name.terminated(), flags, PRIVATE);
        return fd == -Errno.EEXIST ? -1 : KernelRefusedException.require("openat", fd);
    }

    /** Makes it with a text in it, in two steps; false if something is there. */
    boolean create(String text) {
        int fd = create();
        if (fd < 0) {
            return false;
        }
        write(fd, text, 0);
        posix.close(fd);
        return true;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Text
    // ---------------------------------------------------------------------------------------------------------------

    void write(int fd, String text, long offset) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        KernelRefusedException.require("pwrite", posix.pwrite(fd, bytes, 0, bytes.length, offset));
    }

    String read(int fd) {
        byte[] buffer = new byte[LONGEST_TEXT];
        int length = KernelRefusedException.require("pread", posix.pread(fd, buffer, 0, buffer.length, 0));
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    /** What is in it; null if nothing is there. */
    @Nullable
    String read() {
        int fd = open();
        if (fd < 0) {
            return null;
        }
        String text = read(fd);
        posix.close(fd);
        return text;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What the name means
    // ---------------------------------------------------------------------------------------------------------------

    /** Describes what is there; null if nothing is. */
    @Nullable
    FileStat stat() {
        FileStat stat = new FileStat();
        int found = posix.statx(directory, name.terminated(), Posix.AT_SYMLINK_NOFOLLOW, stat);
        if (found == -Errno.ENOENT) {
            return null;
        }
        KernelRefusedException.require("statx", found);
        return stat;
    }

    FileStat stat(int fd) {
        FileStat stat = new FileStat();
        KernelRefusedException.require("fstat", posix.fstat(fd, stat));
        return stat;
    }

    /** Whether the name means an open file at this moment. */
    boolean means(int fd) {
        FileStat open = stat(fd);
        FileStat named = stat();
        return named != null && named.sameFile(open);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Changing what the name means
    // ---------------------------------------------------------------------------------------------------------------

    /** Removes whatever is there; it may be gone already. */
    void remove() {
        int removed = posix.unlinkat(directory, name.terminated(), 0);
        if (removed != -Errno.ENOENT) {
            KernelRefusedException.require("unlinkat", removed);
        }
    }

    /** Renames whatever is there, over whatever is there; false if nothing was to be renamed. */
    boolean moveTo(Entry other) {
        return rename(other, 0);
    }

    /** Renames it; false if the other name is taken, or there is nothing to rename. */
    boolean publishAs(Entry other) {
        return rename(other, Posix.RENAME_NOREPLACE);
    }

    /** Swaps the two names; false if one of them is not there. */
    boolean exchangeWith(Entry other) {
        return rename(other, Posix.RENAME_EXCHANGE);
    }

    private boolean rename(Entry other, int flags) {
        return done(
                "renameat2",
                posix.renameat2(directory, name.terminated(), other.directory, other.name.terminated(), flags));
    }

    /** Gives it a second name; false if that one is taken, or there is nothing to be named. */
    boolean linkAs(Entry other) {
        return done("linkat", posix.linkat(directory, name.terminated(), other.directory, other.name.terminated(), 0));
    }

    private static boolean done(String call, int result) {
        if (result == -Errno.EEXIST || result == -Errno.ENOENT) {
            return false;
        }
        KernelRefusedException.require(call, result);
        return true;
    }
}
