package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.FileRequests.OpenAt;

/** What {@code openat} does. */
final class Opening {

    private static final int UMASK = 022;
    private static final int PERMISSIONS = 07777;

    private Opening() {}

    static Result open(Machine machine, OpenAt request) {
        if (!machine.canOpen(1)) {
            return Result.error(Errno.EMFILE);
        }
        if (request.has(Posix.O_PATH)) {
            int kept = request.flags() & (Posix.O_PATH | Posix.O_DIRECTORY | Posix.O_NOFOLLOW);
            return existing(machine, new OpenAt(request.dirfd(), request.path(), kept, 0));
        }
        if (request.has(Posix.O_TMPFILE)) {
            return nameless(machine, request);
        }
        if (request.has(Posix.O_CREAT)) {
            return request.has(Posix.O_DIRECTORY) ? Result.error(Errno.EINVAL) : created(machine, request);
        }
        return existing(machine, request);
    }

    private static Result existing(Machine machine, OpenAt request) {
        Lookup lookup = machine.lookup();
        int error = lookup.target(request.dirfd(), request.path(), !request.has(Posix.O_NOFOLLOW));
        if (error != 0) {
            return Result.of(error);
        }
        if (lookup.found() == Directory.NONE) {
            return Result.error(Errno.ENOENT);
        }
        return open(machine, request, machine.inode(lookup.found()));
    }

    private static Result open(Machine machine, OpenAt request, Inode inode) {
        if (request.has(Posix.O_DIRECTORY) && !inode.isDirectory()) {
            return Result.error(Errno.ENOTDIR);
        }
        if (inode.isSymlink() && !request.has(Posix.O_PATH)) {
            return Result.error(Errno.ELOOP);
        }
        if (inode.isDirectory() && request.writes()) {
            return Result.error(Errno.EISDIR);
        }
        return Result.of(machine.open(inode.number(), request.flags()));
    }

    /** A name to be created that ends with a slash is refused whatever it means. */
    private static Result created(Machine machine, OpenAt request) {
        Lookup lookup = machine.lookup();
        if (request.path().endsWithSlash()) {
            int missing = lookup.entry(request.dirfd(), request.path());
            if (missing != 0 || !lookup.name().isDots()) {
                return Result.of(missing != 0 ? missing : -Errno.EISDIR);
            }
        }
        boolean exclusive = request.has(Posix.O_EXCL);
        int error = lookup.target(request.dirfd(), request.path(), !exclusive && !request.has(Posix.O_NOFOLLOW));
        if (error != 0) {
            return Result.of(error);
        }
        if (lookup.found() == Directory.NONE) {
            return lookup.endsWithSlash() ? Result.error(Errno.EISDIR) : create(machine, request);
        }
        if (exclusive) {
            return Result.error(Errno.EEXIST);
        }
        Inode inode = machine.inode(lookup.found());
        return inode.isDirectory() ? Result.error(Errno.EISDIR) : open(machine, request, inode);
    }

    private static Result create(Machine machine, OpenAt request) {
        Lookup lookup = machine.lookup();
        if (machine.inode(lookup.directory()).links() == 0) {
            return Result.error(Errno.ENOENT);
        }
        int number = machine.allot();
        Body stable = machine.ifDurable(Content.EMPTY);
        NameRequests.enter(machine, Inode.of(number, metadata(machine, request), 1, Content.EMPTY, stable));
        return Result.of(machine.open(number, request.flags()));
    }

    private static Result nameless(Machine machine, OpenAt request) {
        if (!request.writes() || request.has(Posix.O_CREAT)) {
            return Result.error(Errno.EINVAL);
        }
        Lookup lookup = machine.lookup();
        int error = lookup.target(request.dirfd(), request.path(), !request.has(Posix.O_NOFOLLOW));
        if (error != 0) {
            return Result.of(error);
        }
        if (lookup.found() == Directory.NONE) {
            return Result.error(Errno.ENOENT);
        }
        if (!machine.inode(lookup.found()).isDirectory()) {
            return Result.error(Errno.ENOTDIR);
        }
        int number = machine.allot();
        boolean linkable = !request.has(Posix.O_EXCL);
        machine.put(Inode.nameless(number, metadata(machine, request), linkable, machine.ifDurable(Content.EMPTY)));
        return Result.of(machine.open(number, request.flags()));
    }

    private static Metadata metadata(Machine machine, OpenAt request) {
        return fresh(machine, Metadata.REGULAR, request.mode());
    }

    /** What a new file of this kind is when a call asks for these permissions. */
    static Metadata fresh(Machine machine, int kind, int mode) {
        return Metadata.of(
                kind | (mode & PERMISSIONS & ~UMASK), machine.me().plan().uid(), machine.now());
    }
}
