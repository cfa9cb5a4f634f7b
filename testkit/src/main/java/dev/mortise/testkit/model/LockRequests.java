package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;

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
            Description description = machine.description(fd);
            if (description == null || description.isPlace()) {
                return Result.error(Errno.EBADF);
            }
            return switch (operation & ~Posix.LOCK_NB) {
                case Posix.LOCK_UN -> set(machine, description, Description.UNLOCKED);
                case Posix.LOCK_SH, Posix.LOCK_EX -> lock(machine, description, operation & ~Posix.LOCK_NB);
                default -> Result.error(Errno.EINVAL);
            };
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
}
