package dev.mortise.testkit;

import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.AskingPosix;
import dev.mortise.testkit.model.Machine;
import dev.mortise.testkit.model.ProcessPlan;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import dev.mortise.testkit.model.World;
import dev.mortise.testkit.model.WorldRules;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A kernel in memory, with one process and an empty disk, behind the same door as a real one. It is the kernel that
 * explorers search, run directly: one call at a time, in the order in which threads make them.
 *
 * <p>Its process works in the directory {@code /home}. Any number of threads may use it; one that must wait does so until
 * another's call lets it go on, or {@link Posix#kick} ends its call. Programs cannot be run here: {@code spawn},
 * {@code exec} and {@code waitpid} answer {@link Errno#ENOSYS}.
 */
public final class SimulatedKernel {

    private static final int PROCESS = 0;
    private static final int PID = 101;

    /** A sleeper looks at the clock at least so often: it may be one that somebody moves by hand. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition changed = mutex.newCondition();
    private final Door door = new Door();
    private final Machine machine;
    private final Map<Integer, SimulatedThread> threads = new HashMap<>();
    private final ThreadLocal<SimulatedThread> current = ThreadLocal.withInitial(this::newThread);
    private World world;
    private int nextTid = PID;

    /** Makes a kernel whose clocks run as those of this machine do. */
    public SimulatedKernel() {
        this(clockOf(Backends.best()));
    }

    /**
     * Makes a kernel with its own time.
     *
     * @param clock nanoseconds since some moment, never stepping back; where it stands still, no sleep ends
     */
    public SimulatedKernel(LongSupplier clock) {
        machine = new Machine(clock);
        world = World.empty(new WorldRules(true, 0, false, false)).addProcess(ProcessPlan.alive(PID));
    }

    private static LongSupplier clockOf(Posix real) {
        long offset = real.realtimeNanos() - Machine.EPOCH_NANOS - real.monotonicNanos();
        return () -> real.monotonicNanos() + offset;
    }

    /**
     * The door to this kernel.
     *
     * @return the door of its one process
     */
    public Posix posix() {
        return door;
    }

    /**
     * Makes a symbolic link, which the port cannot.
     *
     * @param target what it says, NUL-terminated
     * @param dirfd where the name starts
     * @param name its name
     * @throws IllegalStateException if the kernel refuses
     */
    public void symlink(byte[] target, int dirfd, Name name) {
        int result = door.symlinkat(target, dirfd, name.terminated());
        if (result < 0) {
            throw new IllegalStateException("symlink " + name + ": " + Errno.describe(-result));
        }
    }

    /** The kernel's state as it is now. */
    World world() {
        mutex.lock();
        try {
            return world;
        } finally {
            mutex.unlock();
        }
    }

    private SimulatedThread newThread() {
        mutex.lock();
        try {
            threads.values().removeIf(SimulatedThread::hasEnded);
            SimulatedThread thread = new SimulatedThread(nextTid++, Thread.currentThread());
            threads.put(thread.tid, thread);
            return thread;
        } finally {
            mutex.unlock();
        }
    }

    /** With the mutex held. An adversary's choice is the last one: the lowest freed number, as ext4 would. */
    private Result execute(Request request) {
        Result result = machine.run(world, PROCESS, request, 0);
        if (machine.offered() > 1) {
            result = machine.run(world, PROCESS, request, machine.offered() - 1);
        }
        if (machine.after() != world) {
            world = machine.after();
            changed.signalAll();
        }
        return result;
    }

    /** A thread of the process, under its number. What changes is guarded by the mutex. */
    private static final class SimulatedThread {

        final int tid;
        private final Thread thread;
        private boolean blocked;
        private boolean kicked;

        SimulatedThread(int tid, Thread thread) {
            this.tid = tid;
            this.thread = thread;
        }

        boolean hasEnded() {
            return !thread.isAlive();
        }

        void block() {
            blocked = true;
            kicked = false;
        }

        void unblock() {
            blocked = false;
        }

        void kick() {
            kicked |= blocked;
        }

        boolean wasKicked() {
            return kicked;
        }
    }

    /** The process's door. */
    private final class Door extends AskingPosix {

        @Override
        protected Result ask(Request request) {
            mutex.lock();
            try {
                Result result = execute(request);
                return result.isAnswer() ? result : whenItCan(request);
            } finally {
                mutex.unlock();
            }
        }

        @Override
        protected long chance() {
            mutex.lock();
            try {
                return super.chance();
            } finally {
                mutex.unlock();
            }
        }

        private Result whenItCan(Request request) {
            SimulatedThread self = current.get();
            self.block();
            try {
                Result result = Result.BLOCKED;
                while (!result.isAnswer() && !self.wasKicked()) {
                    changed.awaitUninterruptibly();
                    result = self.wasKicked() ? result : execute(request);
                }
                return result.isAnswer() ? result : Result.of(-Errno.EINTR);
            } finally {
                self.unblock();
            }
        }

        @Override
        public int gettid() {
            return current.get().tid;
        }

        @Override
        public int kick(int tid) {
            mutex.lock();
            try {
                SimulatedThread thread = threads.get(tid);
                if (thread == null || thread.hasEnded()) {
                    return -Errno.ESRCH;
                }
                thread.kick();
                changed.signalAll();
                return 0;
            } finally {
                mutex.unlock();
            }
        }

        @Override
        public int sleep(long nanos) {
            if (nanos < 0) {
                return -Errno.EINVAL;
            }
            long end = monotonicNanos() + nanos;
            SimulatedThread self = current.get();
            mutex.lock();
            self.block();
            try {
                return sleepUntil(end, self);
            } finally {
                self.unblock();
                mutex.unlock();
            }
        }

        /** An interrupt ends no system call; it is kept for later. */
        private int sleepUntil(long end, SimulatedThread self) {
            boolean interrupted = false;
            long left = end - monotonicNanos();
            while (left > 0 && !self.wasKicked()) {
                try {
                    left = changed.awaitNanos(Math.min(left, LONGEST_NAP_NANOS));
                } catch (InterruptedException keptForLater) {
                    interrupted = true;
                }
                left = end - monotonicNanos();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return left > 0 ? -Errno.EINTR : 0;
        }
    }
}
