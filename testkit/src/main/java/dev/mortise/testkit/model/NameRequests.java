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
