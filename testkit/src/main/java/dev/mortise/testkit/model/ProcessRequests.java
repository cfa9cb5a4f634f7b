package dev.mortise.testkit.model;

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
            machine.mayLeap();
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
            return Result.of(0);
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
}
