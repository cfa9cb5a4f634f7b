package dev.mortise.testkit.model;

import dev.mortise.owner.ProcessId;
import dev.mortise.posix.Errno;
import dev.mortise.posix.Posix;

/** Calls about processes and time. */
final class ProcessRequests {

    private static final int LAST_SIGNAL = 64;

    private ProcessRequests() {}

    record Kill(int pid, int signal) implements Request {

        @Override
        public Result on(Machine machine) {
            if (signal < 0 || signal > LAST_SIGNAL) {
                return Result.error(Errno.EINVAL);
            }
            ProcessEntry me = machine.me();
            int target = pid <= 0 ? -1 : machine.processOf(me.plan().pidNamespace(), pid);
            if (target < 0) {
                return Result.error(Errno.ESRCH);
            }
            ProcessEntry other = machine.process(target);
            if (me.plan().uid() != 0 && me.plan().uid() != other.plan().uid()) {
                return Result.error(Errno.EPERM);
            }
            if (signal == Posix.SIGKILL && other.life() == Life.ALIVE) {
                machine.end(target, Life.ZOMBIE);
            }
            return Result.of(0);
        }

        @Override
        public String toString() {
            return "kill(" + pid + ", " + signal + ")";
        }
    }

    record GetPid() implements Request {

        @Override
        public Result on(Machine machine) {
            return Result.of(machine.me().pid());
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return "getpid()";
        }
    }

    record GetTid() implements Request {

        @Override
        public Result on(Machine machine) {
            return Result.of(machine.me().pid());
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return "gettid()";
        }
    }

    record GetUid() implements Request {

        @Override
        public Result on(Machine machine) {
            return Result.of(machine.me().plan().uid());
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return "getuid()";
        }
    }

    enum Clock {
        MONOTONIC,
        BOOT,
        REALTIME
    }

    record ReadClock(Clock clock) implements Request {

        @Override
        public Result on(Machine machine) {
            return Result.of(clock == Clock.REALTIME ? machine.now() : machine.uptime());
        }

        @Override
        public String toString() {
            return switch (clock) {
                case MONOTONIC -> "monotonicNanos()";
                case BOOT -> "bootNanos()";
                case REALTIME -> "realtimeNanos()";
            };
        }
    }

    /** Time passes by leaps alone, and a sleeper may be woken at any moment: nothing is left of a sleep. */
    record Sleep(long nanos) implements Request {

        @Override
        public Result on(Machine machine) {
            return nanos < 0 ? Result.error(Errno.EINVAL) : Result.of(0);
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return "sleep(" + nanos + ")";
        }
    }

    record OpenProcess(int pid) implements Request {

        private static final int MODE = 0600;

        @Override
        public Result on(Machine machine) {
            if (pid <= 0) {
                return Result.error(Errno.EINVAL);
            }
            int target = machine.processOf(machine.me().plan().pidNamespace(), pid);
            if (target < 0 || !machine.canOpen(1)) {
                return Result.error(target < 0 ? Errno.ESRCH : Errno.EMFILE);
            }
            Metadata metadata = Metadata.of(MODE, machine.me().plan().uid(), machine.now());
            Inode inode = Inode.of(machine.allotNew(), metadata, 0, new ProcessFile(target), null);
            machine.put(inode);
            return Result.of(machine.open(inode.number(), Posix.O_RDONLY));
        }

        @Override
        public String toString() {
            return "pidfdOpen(" + pid + ")";
        }
    }

    record OpenPipe() implements Request {

        private static final int MODE = Metadata.FIFO | 0600;

        @Override
        public Result on(Machine machine) {
            if (!machine.canOpen(2)) {
                return Result.error(Errno.EMFILE);
            }
            Metadata metadata = Metadata.of(MODE, machine.me().plan().uid(), machine.now());
            Inode inode = Inode.of(machine.allotNew(), metadata, 0, Pipe.empty(), null);
            machine.put(inode);
            int reading = machine.open(inode.number(), Posix.O_RDONLY);
            return Result.of(0, new PipeEnds(reading, machine.open(inode.number(), Posix.O_WRONLY)));
        }

        @Override
        public String toString() {
            return "pipe()";
        }
    }

    record PipeEnds(int reading, int writing) {

        @Override
        public String toString() {
            return reading + " <- " + writing;
        }
    }

    /** Which bytes come is up to whoever asks: nobody else can tell, and a kernel keeps nothing of it. */
    record Draw(int length, long chance) implements Request {

        @Override
        public Result on(Machine machine) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) Mix.of(chance, i);
            }
            return Result.of(length, Bytes.owning(bytes));
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return "random(" + length + ")";
        }
    }

    /** Who am I? Not of the port: it answers {@code Processes}. */
    record Identify() implements Request {

        @Override
        public Result on(Machine machine) {
            ProcessPlan plan = machine.me().plan();
            long start = machine.startTicks(machine.self());
            ProcessId id =
                    new ProcessId(machine.me().pid(), start, plan.bootId(), plan.pidNamespace(), KernelText.NODE);
            return Result.of(0, id);
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String toString() {
            return "self()";
        }
    }

    /** Does it live? Not of the port: it answers {@code Processes}. */
    record Look(ProcessId process) implements Request {

        @Override
        public Result on(Machine machine) {
            return Result.of(0, Judgement.of(machine, process));
        }

        @Override
        public String toString() {
            return "liveness(" + process.pid() + " started at " + process.startTicks() + ")";
        }
    }
}
