package dev.mortise.posix;

import static dev.mortise.posix.Results.must;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A fresh directory in which one test works, reached through the port alone, so that it may lie on a simulated kernel.
 * It closes what was opened through it.
 */
public final class Workspace {

    private static final int PRIVATE_FILE = 0600;
    private static final int PRIVATE_DIRECTORY = 0700;

    private final Posix posix;
    private final String base;
    private final int directory;
    private final List<Integer> opened = new ArrayList<>();

    private Workspace(Posix posix, String base, int directory) {
        this.posix = posix;
        this.base = base;
        this.directory = directory;
    }

    /**
     * Makes a directory of a new name.
     *
     * @param posix the door to the kernel
     * @param parent an existing directory's absolute path
     * @return the workspace
     */
    public static Workspace under(Posix posix, String parent) {
        byte[] salt = new byte[8];
        must(posix.random(salt));
        String base = parent + "/mortise-contract-" + HexFormat.of().formatHex(salt);
        must(posix.mkdirat(Posix.AT_FDCWD, terminated(base), PRIVATE_DIRECTORY));
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        return new Workspace(posix, base, must(posix.openat(Posix.AT_FDCWD, terminated(base), flags, 0)));
    }

    static byte[] terminated(String name) {
        return (name + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The directory's descriptor.
     *
     * @return open for reading
     */
    public int dir() {
        return directory;
    }

    /** The directory's absolute path. */
    String base() {
        return base;
    }

    /** The absolute path of a name in it, as the port takes it. */
    byte[] path(String name) {
        return terminated(base + "/" + name);
    }

    /** A new empty file, open for reading and writing. */
    int create(String name) {
        return keep(tryOpen(name, Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL));
    }

    /** Another open file description of a file. */
    int again(String name) {
        return open(name, Posix.O_RDWR);
    }

    /** Opens what must open. */
    int open(String name, int flags) {
        return keep(tryOpen(name, flags));
    }

    /** Opens what may be refused; the caller keeps or closes it. */
    int tryOpen(String name, int flags) {
        return posix.openat(directory, terminated(name), flags | Posix.O_CLOEXEC, PRIVATE_FILE);
    }

    /** Makes a directory. */
    void mkdir(String name) {
        must(posix.mkdirat(directory, terminated(name), PRIVATE_DIRECTORY));
    }

    /** Makes a file with this text. */
    void file(String name, String text) {
        int fd = create(name);
        fill(fd, text);
        close(fd);
    }

    /** A descriptor that is closed when the test is over; it must not be an error. */
    synchronized int keep(int fd) {
        opened.add(must(fd));
        return fd;
    }

    /** Closes a kept descriptor. */
    synchronized void close(int fd) {
        opened.remove(Integer.valueOf(fd));
        must(posix.close(fd));
    }

    void fill(int fd, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (must(posix.pwrite(fd, bytes, 0, bytes.length, 0)) != bytes.length) {
            throw new AssertionError("short write of " + bytes.length + " bytes");
        }
    }

    String text(String name) {
        int fd = open(name, Posix.O_RDONLY);
        byte[] buffer = new byte[1024];
        int length = must(posix.pread(fd, buffer, 0, buffer.length, 0));
        close(fd);
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    FileStat stat(int fd) {
        FileStat stat = new FileStat();
        must(posix.fstat(fd, stat));
        return stat;
    }

    FileStat stat(String name) {
        FileStat stat = new FileStat();
        must(posix.statx(directory, terminated(name), Posix.AT_SYMLINK_NOFOLLOW, stat));
        return stat;
    }

    boolean has(String name) {
        return posix.statx(directory, terminated(name), Posix.AT_SYMLINK_NOFOLLOW, new FileStat()) == 0;
    }

    List<Name> names() {
        return namesIn(posix, directory, ".");
    }

    private static List<Name> namesIn(Posix posix, int parent, String name) {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        int fd = must(posix.openat(parent, terminated(name), flags, 0));
        List<Name> names = new ArrayList<>();
        int result = DirectoryEntries.forEach(posix, fd, names::add);
        must(posix.close(fd));
        must(result);
        return names;
    }

    /** Closes everything and removes the directory with all that is in it. */
    public synchronized void remove() {
        opened.forEach(posix::close);
        opened.clear();
        removeContents(directory);
        must(posix.close(directory));
        must(posix.unlinkat(Posix.AT_FDCWD, terminated(base), Posix.AT_REMOVEDIR));
    }

    private void removeContents(int parent) {
        for (Name name : namesIn(posix, parent, ".")) {
            if (posix.unlinkat(parent, name.terminated(), 0) == -Errno.EISDIR) {
                removeDirectory(parent, name);
            }
        }
    }

    private void removeDirectory(int parent, Name name) {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_NOFOLLOW | Posix.O_CLOEXEC;
        int fd = must(posix.openat(parent, name.terminated(), flags, 0));
        removeContents(fd);
        must(posix.close(fd));
        must(posix.unlinkat(parent, name.terminated(), Posix.AT_REMOVEDIR));
    }

    /** Bytes that differ from each other and from those of another seed. */
    static byte[] pattern(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + seed * 17 + i / 251);
        }
        return bytes;
    }

    static byte[] ofByte(int length, char c) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) c);
        return bytes;
    }
}
