package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;

/**
 * Finds what a path means. The answer stays in the fields until the next search: the directory, the name in it, and the
 * inode, which is {@link Directory#NONE} when the name is free.
 */
final class Lookup {

    private static final int MOST_LINKS = 40;

    private final Machine machine;
    private int directory;
    private Component name = Component.DOT;
    private int found;
    private boolean slash;
    private int links;

    Lookup(Machine machine) {
        this.machine = machine;
    }

    int directory() {
        return directory;
    }

    Component name() {
        return name;
    }

    int found() {
        return found;
    }

    /** Whether a slash behind the name asks for a directory. */
    boolean endsWithSlash() {
        return slash;
    }

    /** Finds a file. Answers 0 or {@code -errno}; a free last name is no error. */
    int target(int dirfd, PathName path, boolean follow) {
        int start = start(dirfd, path);
        return start < 0 ? start : walk(start, path, follow);
    }

    /** Finds an entry to be made or removed: its own last component is never followed. */
    int entry(int dirfd, PathName path) {
        int start = start(dirfd, path);
        if (start < 0) {
            return start;
        }
        int error = walkToParent(start, path);
        if (error == 0) {
            found = child(directory, name);
        }
        return error;
    }

    private int start(int dirfd, PathName path) {
        links = 0;
        if (path.isTooLong()) {
            return -Errno.ENAMETOOLONG;
        }
        if (path.isEmpty()) {
            return -Errno.ENOENT;
        }
        if (path.isAbsolute()) {
            return World.ROOT;
        }
        if (dirfd == Posix.AT_FDCWD) {
            return World.WORK;
        }
        Description description = machine.description(dirfd);
        return description == null ? -Errno.EBADF : description.inode();
    }

    /** Stops before the last component, which is {@code .} for the root itself. */
    private int walkToParent(int start, PathName path) {
        int last = path.depth() - 1;
        directory = start;
        for (int i = 0; i < last; i++) {
            int error = descend(path.component(i));
            if (error != 0) {
                return error;
            }
        }
        name = last < 0 ? Component.DOT : path.component(last);
        slash = path.endsWithSlash();
        if (!machine.inode(directory).isDirectory()) {
            return -Errno.ENOTDIR;
        }
        return name.isTooLong() ? -Errno.ENAMETOOLONG : 0;
    }

    /** Makes the directory the one of that name in it. */
    private int descend(Component component) {
        if (!machine.inode(directory).isDirectory()) {
            return -Errno.ENOTDIR;
        }
        if (component.isTooLong()) {
            return -Errno.ENAMETOOLONG;
        }
        int child = child(directory, component);
        if (child == Directory.NONE) {
            return -Errno.ENOENT;
        }
        if (machine.inode(child).isSymlink()) {
            int error = follow(child);
            if (error != 0 || found == Directory.NONE) {
                return error != 0 ? error : -Errno.ENOENT;
            }
            child = found;
        }
        directory = child;
        return 0;
    }

    private int walk(int start, PathName path, boolean follow) {
        int error = walkToParent(start, path);
        if (error != 0) {
            return error;
        }
        found = child(directory, name);
        boolean directoryWanted = slash;
        if (found != Directory.NONE
                && (follow || directoryWanted)
                && machine.inode(found).isSymlink()) {
            error = follow(found);
            slash |= directoryWanted;
        }
        boolean wrongKind = error == 0
                && directoryWanted
                && found != Directory.NONE
                && !machine.inode(found).isDirectory();
        return wrongKind ? -Errno.ENOTDIR : error;
    }

    private int follow(int link) {
        if (++links > MOST_LINKS) {
            return -Errno.ELOOP;
        }
        PathName target = ((SymbolicLink) machine.inode(link).body()).target();
        return walk(target.isAbsolute() ? World.ROOT : directory, target, true);
    }

    /** A removed directory has nothing above it: that may be removed too, and its number given away. */
    private int child(int parent, Component component) {
        if (component.isDot()) {
            return parent;
        }
        Inode inode = machine.inode(parent);
        if (component.isDotDot()) {
            return inode.links() == 0 ? Directory.NONE : inode.directory().parent();
        }
        return inode.directory().find(component);
    }
}
