package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import org.jspecify.annotations.Nullable;

/** Calls that open, close, read, write and force files. */
final class FileRequests {

    /** As ext4 on 4 KiB blocks. */
    private static final long MOST_BYTES = 1L << 44;

    private FileRequests() {}

    record OpenAt(int dirfd, PathName path, int flags, int mode) implements Request {

        @Override
        public Result on(Machine machine) {
            return Opening.open(machine, this);
        }

        boolean has(int flag) {
            return (flags & flag) == flag;
        }

        boolean writes() {
            return (flags & (Posix.O_WRONLY | Posix.O_RDWR)) != Posix.O_RDONLY;
        }

        @Override
        public String toString() {
            return "openat(" + Words.at(dirfd) + path + ", " + Words.open(flags) + ")";
        }
    }

    record Close(int fd) implements Request {

        @Override
        public Result on(Machine machine) {
            return Result.of(machine.close(fd));
        }

        @Override
        public String toString() {
            return "close(" + fd + ")";
        }
    }

    record Read(int fd, int length, long offset) implements Request {

        @Override
        public Result on(Machine machine) {
            if (isImpossible(offset)) {
                return Result.error(Errno.EINVAL);
            }
            Description description = machine.description(fd);
            if (description == null || !description.isReadable()) {
                return Result.error(Errno.EBADF);
            }
            Inode inode = machine.inode(description.inode());
            if (inode.body() instanceof Content content) {
                return read(machine, description, content);
            }
            return inode.isPipe() ? Pipes.read(machine, this, description, inode) : notAFile(inode);
        }

        private Result read(Machine machine, Description description, Content content) {
            boolean current = offset == Posix.CURRENT_POSITION;
            byte[] bytes = content.read(current ? description.position() : offset, length);
            if (current && bytes.length > 0) {
                machine.replaceBehind(fd, description.at(description.position() + bytes.length));
            }
            return bytes.length == 0 ? Result.of(0) : Result.of(bytes.length, Bytes.owning(bytes));
        }

        @Override
        public String toString() {
            return "read(" + fd + ", " + length + place(offset) + ")";
        }
    }

    record Write(int fd, Bytes bytes, long offset) implements Request {

        @Override
        public Result on(Machine machine) {
            if (isImpossible(offset)) {
                return Result.error(Errno.EINVAL);
            }
            Description description = machine.description(fd);
            if (description == null || !description.isWritable()) {
                return Result.error(Errno.EBADF);
            }
            Inode inode = machine.inode(description.inode());
            if (inode.body() instanceof Content content) {
                return write(machine, description, inode, content);
            }
            return inode.isPipe() ? Pipes.write(machine, this, description, inode) : notAFile(inode);
        }

        private Result write(Machine machine, Description description, Inode inode, Content content) {
            boolean current = offset == Posix.CURRENT_POSITION;
            long own = current ? description.position() : offset;
            long start = description.appends() ? content.size() : own;
            if (bytes.length() == 0) {
                return Result.of(0);
            }
            if (start > MOST_BYTES - bytes.length()) {
                return Result.error(Errno.EFBIG);
            }
            Content written = content.write(bytes.array(), start);
            machine.put(inode.with(written, inode.metadata().modifiedAt(machine.now())));
            if (current) {
                machine.replaceBehind(fd, description.at(start + bytes.length()));
            }
            return Result.of(bytes.length());
        }

        @Override
        public String toString() {
            return "write(" + fd + ", " + bytes + place(offset) + ")";
        }
    }

    private static boolean isImpossible(long offset) {
        return offset < 0 && offset != Posix.CURRENT_POSITION;
    }

    private static Result notAFile(Inode inode) {
        return Result.error(inode.isDirectory() ? Errno.EISDIR : Errno.EINVAL);
    }

    private static String place(long offset) {
        return offset == Posix.CURRENT_POSITION || offset == 0 ? "" : ", at " + offset;
    }

    record Truncate(int fd, long length) implements Request {

        @Override
        public Result on(Machine machine) {
            if (length < 0) {
                return Result.error(Errno.EINVAL);
            }
            Description description = machine.description(fd);
            if (description == null || description.isPlace()) {
                return Result.error(Errno.EBADF);
            }
            Inode inode = machine.inode(description.inode());
            if (!description.isWritable() || !(inode.body() instanceof Content content)) {
                return Result.error(Errno.EINVAL);
            }
            if (length > MOST_BYTES) {
                return Result.error(Errno.EFBIG);
            }
            Content cut = content.truncate(length);
            machine.put(inode.with(cut, inode.metadata().modifiedAt(machine.now())));
            return Result.of(0);
        }

        @Override
        public String toString() {
            return "ftruncate(" + fd + ", " + length + ")";
        }
    }

    /** What the name says and {@code fdatasync} too: the model forces no metadata but names. */
    record Sync(int fd, boolean dataOnly) implements Request {

        @Override
        public Result on(Machine machine) {
            Description description = machine.description(fd);
            if (description == null || description.isPlace()) {
                return Result.error(Errno.EBADF);
            }
            Inode inode = machine.inode(description.inode());
            if (!inode.isRegular() && !inode.isDirectory()) {
                return Result.error(Errno.EINVAL);
            }
            Durability.force(machine, inode);
            return Result.of(0);
        }

        @Override
        public String toString() {
            return (dataOnly ? "fdatasync(" : "fsync(") + fd + ")";
        }
    }

    record Stat(int fd) implements Request {

        @Override
        public Result on(Machine machine) {
            Description description = machine.description(fd);
            return description == null
                    ? Result.error(Errno.EBADF)
                    : machine.tell(description.inode()).facts();
        }

        @Override
        public String toString() {
            return "fstat(" + fd + ")";
        }
    }

    record StatAt(int dirfd, PathName path, int flags) implements Request {

        private static final int KNOWN = Posix.AT_SYMLINK_NOFOLLOW | Posix.AT_EMPTY_PATH | Posix.AT_STATX_DONT_SYNC;

        @Override
        public Result on(Machine machine) {
            if ((flags & ~KNOWN) != 0) {
                return Result.error(Errno.EINVAL);
            }
            if (path.isEmpty() && (flags & Posix.AT_EMPTY_PATH) != 0) {
                return ofDescriptor(machine);
            }
            Lookup lookup = machine.lookup();
            int error = lookup.target(dirfd, path, (flags & Posix.AT_SYMLINK_NOFOLLOW) == 0);
            if (error != 0) {
                return Result.of(error);
            }
            return lookup.found() == Directory.NONE
                    ? Result.error(Errno.ENOENT)
                    : machine.tell(lookup.found()).facts();
        }

        private Result ofDescriptor(Machine machine) {
            return dirfd == Posix.AT_FDCWD ? machine.tell(World.WORK).facts() : new Stat(dirfd).on(machine);
        }

        @Override
        public String toString() {
            String link = (flags & Posix.AT_SYMLINK_NOFOLLOW) != 0 ? ", NOFOLLOW" : "";
            return "statx(" + Words.at(dirfd) + path + link + ")";
        }
    }

    /** The inode behind a descriptor that stands for more than a place, or null. */
    static @Nullable Inode opened(Machine machine, int fd) {
        Description description = machine.description(fd);
        return description == null || description.isPlace() ? null : machine.inode(description.inode());
    }
}
