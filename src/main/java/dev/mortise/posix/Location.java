package dev.mortise.posix;

import java.nio.file.Path;
import java.util.Arrays;

/** Where a file lies, in bytes: the path of its directory, and its name there. */
public final class Location {

    private final byte[] directory;
    private final Name name;

    private Location(byte[] directory, Name name) {
        this.directory = directory;
        this.name = name;
    }

    /**
     * Takes a path apart.
     *
     * @param path a path of the default file system
     * @return its location
     * @throws IllegalArgumentException if the path has no last component that could be a name, or is of another provider
     */
    public static Location of(Path path) {
        Path last = path.getFileName();
        if (last == null || last.toString().isEmpty()) {
            throw new IllegalArgumentException("'" + path + "' has no last component that could be a name");
        }
        byte[] whole = Name.pathBytes(path);
        int end = whole.length - 1;
        int start = end;
        while (start > 0 && whole[start - 1] != '/') {
            start--;
        }
        return new Location(parent(whole, start), Name.ofBytes(Arrays.copyOfRange(whole, start, end)));
    }

    /** Without the slash at its end, unless that is all. */
    private static byte[] parent(byte[] whole, int start) {
        byte[] parent = Arrays.copyOf(whole, Math.max(1, start - 1) + 1);
        parent[parent.length - 1] = 0;
        return parent;
    }

    /**
     * The directory's absolute path as {@link Posix} takes it.
     *
     * @return NUL-terminated; not to be changed
     */
    public byte[] directory() {
        return directory;
    }

    /**
     * The file's name in the directory.
     *
     * @return its last component
     */
    public Name name() {
        return name;
    }
}
