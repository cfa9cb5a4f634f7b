package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;
import java.util.List;
import java.util.Objects;

/** Calls that lock. */
final class LockRequests {

    private LockRequests() {}

    /**
     * A lock of the whole file. A change of kind drops the old lock first: refused, it is lost; waiting, others come in
     * between.
     */
    record Flock(int fd, int operation) implements Request {

        @Override
        public Result on(Machine machine) {
            int kind = operation & ~Posix.LOCK_NB;
            if (kind != Posix.LOCK_SH && kind != Posix.LOCK_EX && kind != Posix.LOCK_UN) {
                return Result.error(Errno.EINVAL);
            }
            Description description = machine.description(fd);
            if (description == null || description.isPlace()) {
                return Result.error(Errno.EBADF);
            }
            return kind == Posix.LOCK_UN
                    ? set(machine, description, Description.UNLOCKED)
                    : lock(machine, description, kind);
        }

        private Result lock(Machine machine, Description description, int kind) {
            if (description.flock() == kind) {
                return Result.of(0);
            }
            if (!conflicts(machine, description, kind)) {
                return set(machine, description, kind);
            }
            boolean converts = description.flock() != Description.UNLOCKED;
            if (converts) {
                set(machine, description, Description.UNLOCKED);
            }
            if ((operation & Posix.LOCK_NB) != 0) {
                return Result.error(Errno.EAGAIN);
            }
            return converts ? Result.WAITING : Result.BLOCKED;
        }

        private Result set(Machine machine, Description description, int kind) {
            if (description.flock() != kind) {
                machine.replaceBehind(fd, description.withFlock(kind));
            }
            return Result.of(0);
        }

        private static boolean conflicts(Machine machine, Description mine, int kind) {
            for (int i = 0; i < machine.processes(); i++) {
                ProcessEntry process = machine.process(i);
                for (int place = 0; place < process.descriptionLimit(); place++) {
                    Description other = process.description(place);
                    if (other != null && other != mine && excludes(mine, kind, other)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static boolean excludes(Description mine, int kind, Description other) {
            boolean exclusive = kind == Posix.LOCK_EX || other.flock() == Posix.LOCK_EX;
            return exclusive && other.flock() != Description.UNLOCKED && other.inode() == mine.inode();
        }

        @Override
        public String toString() {
            return "flock(" + fd + ", " + Words.flock(operation) + ")";
        }
    }

    /** Whose a range lock is. */
    enum Owner {
        DESCRIPTION,
        PROCESS
    }

    /** A lock of a range, {@code fcntl}'s old kind or its new one; they stand in each other's way. */
    record LockRange(int fd, Owner owner, int type, long start, long length, boolean waits) implements Request {

        @Override
        public Result on(Machine machine) {
            Description description = machine.description(fd);
            if (description == null || description.isPlace()) {
                return Result.error(Errno.EBADF);
            }
            Range range = Range.of(start, length);
            if (range.errno() != 0 || type < Posix.F_RDLCK || type > Posix.F_UNLCK) {
                return Result.error(range.errno() != 0 ? range.errno() : Errno.EINVAL);
            }
            if (!mayLock(description)) {
                return Result.error(Errno.EBADF);
            }
            boolean locks = type != Posix.F_UNLCK;
            if (locks && Conflicts.first(machine, description, owner, type, range) != null) {
                return waits ? Result.BLOCKED : Result.error(Errno.EAGAIN);
            }
            set(machine, description, range);
            return Result.of(0);
        }

        @Override
        public boolean looksForCircles() {
            return owner == Owner.PROCESS && waits;
        }

        /** Of a call that waits. */
        int ownerInTheWay(Machine machine) {
            Description description = Objects.requireNonNull(machine.description(fd));
            return Conflicts.owner(machine, description, owner, type, Range.of(start, length));
        }

        private boolean mayLock(Description description) {
            return switch (type) {
                case Posix.F_RDLCK -> description.isReadable();
                case Posix.F_WRLCK -> description.isWritable();
                default -> true;
            };
        }

        private void set(Machine machine, Description description, Range range) {
            if (owner == Owner.DESCRIPTION) {
                RangeLocks changed = description.ranges().with(type, range.start(), range.end());
                machine.replaceBehind(fd, description.withRanges(changed));
            } else {
                RecordLocks all = machine.me().recordLocks();
                RangeLocks changed = all.on(description.inode()).with(type, range.start(), range.end());
                machine.put(machine.self(), machine.me().with(all.with(description.inode(), changed)));
            }
        }

        @Override
        public String toString() {
            String call = owner == Owner.DESCRIPTION ? "ofdLock(" : "posixLock(";
            return call + fd + ", " + Words.range(type, start, length) + (waits ? ", wait)" : ")");
        }
    }

    record ProbeRange(int fd, int type, long start, long length) implements Request {

        @Override
        public Result on(Machine machine) {
            Description description = machine.description(fd);
            if (description == null || description.isPlace()) {
                return Result.error(Errno.EBADF);
            }
            Range range = Range.of(start, length);
            if (range.errno() != 0 || (type != Posix.F_RDLCK && type != Posix.F_WRLCK)) {
                return Result.error(range.errno() != 0 ? range.errno() : Errno.EINVAL);
            }
            LockFacts conflict = Conflicts.first(machine, description, Owner.DESCRIPTION, type, range);
            return Result.of(0, conflict != null ? conflict : new LockFacts(Posix.F_UNLCK, start, length, 0));
        }

        /** Of a probe that was answered: all that it may tell. */
        List<LockFacts> inTheWay(Machine machine) {
            Description description = Objects.requireNonNull(machine.description(fd));
            return Conflicts.every(machine, description, Owner.DESCRIPTION, type, Range.of(start, length));
        }

        @Override
        public String toString() {
            return "ofdProbe(" + fd + ", " + Words.range(type, start, length) + ")";
        }
    }
}
