package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Calls about what a file is besides its bytes and names. */
final class MetadataRequests {

    private static final long EXT4 = 0xEF53;
    private static final long PIPEFS = 0x50495045;

    private MetadataRequests() {}

    private static Result change(Machine machine, Inode inode, Metadata changed) {
        machine.put(inode.with(changed.changedAt(machine.now())));
        return Result.of(0);
    }

    record Chmod(int fd, int mode) implements Request {

        @Override
        public Result on(Machine machine) {
            Inode inode = FileRequests.opened(machine, fd);
            return inode == null
                    ? Result.error(Errno.EBADF)
                    : change(machine, inode, inode.metadata().withPermissions(mode));
        }

        @Override
        public String toString() {
            return "fchmod(" + fd + ", 0" + Integer.toOctalString(mode) + ")";
        }
    }

    record Chown(int fd, int uid, int gid) implements Request {

        private static final int LEAVE = -1;

        @Override
        public Result on(Machine machine) {
            Inode inode = FileRequests.opened(machine, fd);
            if (inode == null) {
                return Result.error(Errno.EBADF);
            }
            Metadata old = inode.metadata();
            Metadata owned = old.withOwner(uid == LEAVE ? old.uid() : uid, gid == LEAVE ? old.gid() : gid);
            return change(machine, inode, owned);
        }

        @Override
        public String toString() {
            return "fchown(" + fd + ", " + uid + ", " + gid + ")";
        }
    }

    /** The time of the last access is not kept. */
    record SetTimes(int fd, long access, long modification) implements Request {

        @Override
        public Result on(Machine machine) {
            Inode inode = FileRequests.opened(machine, fd);
            if (inode == null) {
                return Result.error(Errno.EBADF);
            }
            if (access == Posix.TIME_OMIT && modification == Posix.TIME_OMIT) {
                return Result.of(0);
            }
            Metadata old = inode.metadata();
            long time = modification == Posix.TIME_NOW ? machine.now() : modification;
            return change(machine, inode, modification == Posix.TIME_OMIT ? old : old.withModified(time));
        }

        @Override
        public String toString() {
            return "futimens(" + fd + ", " + time(access) + ", " + time(modification) + ")";
        }

        private static String time(long nanos) {
            return nanos == Posix.TIME_NOW ? "now" : nanos == Posix.TIME_OMIT ? "omit" : Long.toString(nanos);
        }
    }

    /** An attribute's name, with what the kernel says to it before it looks at the file. */
    record AttributeName(Bytes bytes) {

        private static final int MOST_BYTES = 255;
        private static final List<String> NAMESPACES = List.of("user.", "trusted.", "security.");

        int errno() {
            if (bytes.length() == 0 || bytes.length() > MOST_BYTES) {
                return Errno.ERANGE;
            }
            String text = new String(bytes.array(), StandardCharsets.ISO_8859_1);
            if (NAMESPACES.contains(text)) {
                return Errno.EINVAL;
            }
            return NAMESPACES.stream().anyMatch(text::startsWith) ? 0 : Errno.EOPNOTSUPP;
        }

        Component component() {
            return Component.ofAttribute(bytes.array());
        }

        @Override
        public String toString() {
            return bytes.toString();
        }
    }

    record GetAttribute(int fd, AttributeName name, int capacity) implements Request {

        @Override
        public Result on(Machine machine) {
            Inode inode = FileRequests.opened(machine, fd);
            if (inode == null || name.errno() != 0) {
                return Result.error(inode == null ? Errno.EBADF : name.errno());
            }
            Bytes value = inode.metadata().attributes().value(name.component());
            return value == null ? Result.error(Errno.ENODATA) : bytes(value, capacity);
        }

        @Override
        public String toString() {
            return "fgetxattr(" + fd + ", " + name + ")";
        }
    }

    record SetAttribute(int fd, AttributeName name, Bytes value, int flags) implements Request {

        private static final int MOST_BYTES = 65536;

        @Override
        public Result on(Machine machine) {
            Inode inode = FileRequests.opened(machine, fd);
            if (inode == null) {
                return Result.error(Errno.EBADF);
            }
            int refusal = refusal(inode);
            if (refusal != 0) {
                return Result.error(refusal);
            }
            Attributes changed = inode.metadata().attributes().with(name.component(), value);
            return change(machine, inode, inode.metadata().withAttributes(changed));
        }

        private int refusal(Inode inode) {
            if ((flags & ~(Posix.XATTR_CREATE | Posix.XATTR_REPLACE)) != 0) {
                return Errno.EINVAL;
            }
            if (name.errno() != 0 || value.length() > MOST_BYTES) {
                return name.errno() != 0 ? name.errno() : Errno.E2BIG;
            }
            if (!inode.isRegular() && !inode.isDirectory()) {
                return Errno.EPERM;
            }
            boolean exists = inode.metadata().attributes().value(name.component()) != null;
            if (exists && (flags & Posix.XATTR_CREATE) != 0) {
                return Errno.EEXIST;
            }
            return !exists && (flags & Posix.XATTR_REPLACE) != 0 ? Errno.ENODATA : 0;
        }

        @Override
        public String toString() {
            return "fsetxattr(" + fd + ", " + name + ", " + value + ")";
        }
    }

    record ListAttributes(int fd, int capacity) implements Request {

        @Override
        public Result on(Machine machine) {
            Inode inode = FileRequests.opened(machine, fd);
            return inode == null
                    ? Result.error(Errno.EBADF)
                    : bytes(inode.metadata().attributes().list(), capacity);
        }

        @Override
        public String toString() {
            return "flistxattr(" + fd + ")";
        }
    }

    /** No room at all asks for the size. */
    private static Result bytes(Bytes bytes, int capacity) {
        if (capacity == 0) {
            return Result.of(bytes.length());
        }
        return bytes.length() > capacity ? Result.error(Errno.ERANGE) : Result.of(bytes.length(), bytes);
    }

    record StatFs(int fd) implements Request {

        @Override
        public Result on(Machine machine) {
            Description description = machine.description(fd);
            if (description == null) {
                return Result.error(Errno.EBADF);
            }
            return Result.of(machine.inode(description.inode()).isOnDisk() ? EXT4 : PIPEFS);
        }

        @Override
        public String toString() {
            return "fstatfs(" + fd + ")";
        }
    }

    /** Checked and forgotten: no program is ever executed here, which is where it would show. */
    record SetDescriptorFlags(int fd, int flags) implements Request {

        @Override
        public Result on(Machine machine) {
            return machine.description(fd) == null ? Result.error(Errno.EBADF) : Result.of(0);
        }

        @Override
        public String toString() {
            return "fcntlSetFd(" + fd + Words.flags(", ", flags) + ")";
        }
    }
}
