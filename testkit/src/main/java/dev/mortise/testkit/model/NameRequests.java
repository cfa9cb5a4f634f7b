package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;

/** Calls that make, change and remove names. */
final class NameRequests {

    private NameRequests() {}

    record LinkAt(int oldDirfd, PathName oldPath, int newDirfd, PathName newPath, int flags) implements Request {

        private static final int KNOWN = Posix.AT_SYMLINK_FOLLOW | Posix.AT_EMPTY_PATH;

        @Override
        public Result on(Machine machine) {
            if ((flags & ~KNOWN) != 0) {
                return Result.error(Errno.EINVAL);
            }
            int number = oldInode(machine);
            if (number < 0) {
                return Result.of(number);
            }
            Lookup lookup = machine.lookup();
            int error = lookup.entry(newDirfd, newPath);
            if (error != 0) {
                return Result.of(error);
            }
            int refusal = refusal(machine, machine.inode(number));
            if (refusal != 0) {
                return Result.error(refusal);
            }
            machine.setEntry(lookup.directory(), lookup.name(), number);
            machine.addLinks(number, 1);
            machine.note(Pending.one(lookup.directory(), lookup.name(), number));
            return Result.of(0);
        }

        private int oldInode(Machine machine) {
            if (oldPath.isEmpty() && (flags & Posix.AT_EMPTY_PATH) != 0) {
                Description description = machine.description(oldDirfd);
                return description == null ? -Errno.EBADF : description.inode();
            }
            Lookup lookup = machine.lookup();
            int error = lookup.target(oldDirfd, oldPath, (flags & Posix.AT_SYMLINK_FOLLOW) != 0);
            boolean missing = error == 0 && lookup.found() == Directory.NONE;
            return error != 0 ? error : missing ? -Errno.ENOENT : lookup.found();
        }

        private int refusal(Machine machine, Inode inode) {
            Lookup lookup = machine.lookup();
            if (lookup.found() != Directory.NONE) {
                return Errno.EEXIST;
            }
            if (lookup.endsWithSlash() || machine.inode(lookup.directory()).links() == 0) {
                return Errno.ENOENT;
            }
            if (inode.isDirectory()) {
                return Errno.EPERM;
            }
            return inode.links() == 0 && !inode.isLinkable() ? Errno.ENOENT : 0;
        }

        @Override
        public String toString() {
            return "linkat(" + Words.at(oldDirfd) + oldPath + ", " + Words.at(newDirfd) + newPath + ")";
        }
    }

    record RenameAt(int oldDirfd, PathName oldPath, int newDirfd, PathName newPath, int flags) implements Request {

        @Override
        public Result on(Machine machine) {
            return new Renaming(machine, this).run();
        }

        boolean exchanges() {
            return flags == Posix.RENAME_EXCHANGE;
        }

        boolean replaces() {
            return flags == 0;
        }

        @Override
        public String toString() {
            String how =
                    switch (flags) {
                        case 0 -> "";
                        case Posix.RENAME_NOREPLACE -> ", NOREPLACE";
                        case Posix.RENAME_EXCHANGE -> ", EXCHANGE";
                        default -> Words.flags(", ", flags);
                    };
            return "renameat2(" + Words.at(oldDirfd) + oldPath + ", " + Words.at(newDirfd) + newPath + how + ")";
        }
    }

    record UnlinkAt(int dirfd, PathName path, int flags) implements Request {

        @Override
        public Result on(Machine machine) {
            if (flags != 0 && flags != Posix.AT_REMOVEDIR) {
                return Result.error(Errno.EINVAL);
            }
            Lookup lookup = machine.lookup();
            int error = lookup.entry(dirfd, path);
            if (error != 0) {
                return Result.of(error);
            }
            int refusal = flags == 0 ? refusalOfFile(machine) : refusalOfDirectory(machine);
            if (refusal != 0) {
                return Result.error(refusal);
            }
            remove(machine, lookup.directory(), lookup.name(), lookup.found());
            return Result.of(0);
        }

        private static int refusalOfFile(Machine machine) {
            Lookup lookup = machine.lookup();
            if (lookup.name().isDots()) {
                return Errno.EISDIR;
            }
            if (lookup.found() == Directory.NONE) {
                return Errno.ENOENT;
            }
            if (machine.inode(lookup.found()).isDirectory()) {
                return Errno.EISDIR;
            }
            return lookup.endsWithSlash() ? Errno.ENOTDIR : 0;
        }

        private static int refusalOfDirectory(Machine machine) {
            Lookup lookup = machine.lookup();
            if (lookup.name().isDots()) {
                return lookup.name().isDot() ? Errno.EINVAL : Errno.ENOTEMPTY;
            }
            if (lookup.found() == Directory.NONE) {
                return Errno.ENOENT;
            }
            Inode inode = machine.inode(lookup.found());
            if (!inode.isDirectory()) {
                return Errno.ENOTDIR;
            }
            if (inode.number() == World.WORK) {
                return Errno.EBUSY;
            }
            return inode.directory().isEmpty() ? 0 : Errno.ENOTEMPTY;
        }

        private static void remove(Machine machine, int directory, Component name, int number) {
            machine.setEntry(directory, name, Directory.NONE);
            machine.note(Pending.one(directory, name, Directory.NONE));
            dropLink(machine, directory, number);
        }

        @Override
        public String toString() {
            return (flags == 0 ? "unlinkat(" : "rmdir(") + Words.at(dirfd) + path + ")";
        }
    }

    record MkdirAt(int dirfd, PathName path, int mode) implements Request {

        @Override
        public Result on(Machine machine) {
            int error = freeEntry(machine, dirfd, path);
            if (error != 0) {
                return Result.of(error);
            }
            int directory = machine.lookup().directory();
            int number = machine.allot();
            Directory empty = Directory.emptyBelow(directory);
            Metadata metadata = Opening.fresh(machine, Metadata.DIRECTORY, mode);
            enter(machine, Inode.of(number, metadata, 2, empty, machine.ifDurable(empty)));
            machine.addLinks(directory, 1);
            return Result.of(0);
        }

        @Override
        public String toString() {
            return "mkdirat(" + Words.at(dirfd) + path + ")";
        }
    }

    record SymlinkAt(PathName target, int dirfd, PathName path) implements Request {

        private static final int MODE = 0777;

        @Override
        public Result on(Machine machine) {
            int error = freeEntry(machine, dirfd, path);
            if (error == 0 && machine.lookup().endsWithSlash()) {
                error = -Errno.ENOENT;
            }
            if (error != 0) {
                return Result.of(error);
            }
            SymbolicLink link = new SymbolicLink(target);
            Metadata metadata =
                    Metadata.of(Metadata.SYMLINK | MODE, machine.me().plan().uid(), machine.now());
            enter(machine, Inode.of(machine.allot(), metadata, 1, link, machine.ifDurable(link)));
            return Result.of(0);
        }

        @Override
        public String toString() {
            return "symlinkat(" + target + ", " + Words.at(dirfd) + path + ")";
        }
    }

    record ReadLinkAt(int dirfd, PathName path, int capacity) implements Request {

        @Override
        public Result on(Machine machine) {
            if (capacity <= 0) {
                return Result.error(Errno.EINVAL);
            }
            Lookup lookup = machine.lookup();
            int error = lookup.target(dirfd, path, false);
            if (error != 0) {
                return Result.of(error);
            }
            if (lookup.found() == Directory.NONE) {
                return Result.error(Errno.ENOENT);
            }
            if (!(machine.inode(lookup.found()).body() instanceof SymbolicLink link)) {
                return Result.error(Errno.EINVAL);
            }
            byte[] target = link.target().bytes().array();
            int length = Math.min(capacity, target.length);
            return Result.of(length, Bytes.copyOf(target, 0, length));
        }

        @Override
        public String toString() {
            return "readlinkat(" + Words.at(dirfd) + path + ")";
        }
    }

    record ListEntries(int fd, int capacity) implements Request {

        @Override
        public Result on(Machine machine) {
            Description description = machine.description(fd);
            if (description == null || !description.isReadable()) {
                return Result.error(Errno.EBADF);
            }
            Inode inode = machine.inode(description.inode());
            if (!inode.isDirectory()) {
                return Result.error(Errno.ENOTDIR);
            }
            if (inode.links() == 0) {
                return Result.error(Errno.ENOENT);
            }
            Listing listing = new Listing(machine, inode, description.position(), capacity);
            Result result = listing.result();
            if (result.value() > 0) {
                machine.replaceBehind(fd, description.at(listing.next()));
            }
            return result;
        }

        @Override
        public String toString() {
            return "getdents(" + fd + ")";
        }
    }

    /** Finds an entry that is to be made; it must be free. */
    private static int freeEntry(Machine machine, int dirfd, PathName path) {
        Lookup lookup = machine.lookup();
        int error = lookup.entry(dirfd, path);
        if (error != 0) {
            return error;
        }
        if (lookup.found() != Directory.NONE) {
            return -Errno.EEXIST;
        }
        return machine.inode(lookup.directory()).links() == 0 ? -Errno.ENOENT : 0;
    }

    /** Puts a new file where the last search ended. */
    static void enter(Machine machine, Inode inode) {
        Lookup lookup = machine.lookup();
        machine.put(inode);
        machine.setEntry(lookup.directory(), lookup.name(), inode.number());
        machine.note(Pending.one(lookup.directory(), lookup.name(), inode.number()));
    }

    /** A name of the file is gone; a directory's own two links go with it. */
    static void dropLink(Machine machine, int directory, int number) {
        if (machine.inode(number).isDirectory()) {
            machine.addLinks(number, -2);
            machine.addLinks(directory, -1);
        } else {
            machine.addLinks(number, -1);
        }
        machine.forgetIfUnused(number);
    }
}
