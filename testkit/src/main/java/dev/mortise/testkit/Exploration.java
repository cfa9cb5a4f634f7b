package dev.mortise.testkit;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a search on a thread of its own, so that code which never comes back, or goes on from threads of its own, is named instead of
 * waited for.
 */
final class Exploration {

    private static final long POLL_MILLIS = 100;
    /** A run of code takes microseconds; one that is still the same after so many looks hangs. */
    private static final int LOOKS_UNTIL_HANGING = 50;

    private final Pulse pulse;
    private final Alarm alarm;
    private final Consumer<Progress> listener;
    private final ThreadGroup group = new ThreadGroup("exploration");

    private long watched = -1;
    private int looks;

    Exploration(Pulse pulse, Alarm alarm, Consumer<Progress> listener) {
        this.pulse = pulse;
        this.alarm = alarm;
        this.listener = listener;
    }

    /** Nanoseconds since this JVM started. The port's clocks need a native backend, which a simulation does not. */
    static long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(
                ManagementFactory.getRuntimeMXBean().getUptime());
    }

    <T> T run(Supplier<T> search) {
        FutureTask<T> task = new FutureTask<>(search::get);
        Thread worker = new Thread(group, task, "explorer");
        worker.setDaemon(true);
        worker.start();
        try {
            return await(task, worker);
        } finally {
            pulse.stop();
            worker.interrupt();
        }
    }

    private <T> T await(FutureTask<T> task, Thread worker) {
        while (true) {
            try {
                T result = task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                alarm.check();
                requireNoStrangers(worker);
                return result;
            } catch (TimeoutException goesOn) {
                look(worker);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while exploring", e);
            } catch (ExecutionException e) {
                throw unwrap(e);
            }
        }
    }

    private void look(Thread worker) {
        try {
            requireLife(worker);
            listener.accept(pulse.progress());
            pulse.tap();
        } catch (OutOfMemoryError used) {
            pulse.starve();
        }
    }

    private void requireLife(Thread worker) {
        long now = pulse.runningCode();
        looks = now >= 0 && now == watched ? looks + 1 : 0;
        watched = now;
        alarm.check();
        requireNoStrangers(worker);
        if (looks >= LOOKS_UNTIL_HANGING) {
            throw new UnfitProtocolException("the code of " + pulse.who() + " blocks or loops outside the port, at "
                    + CallSites.of(worker)
                    + ": whatever waits must wait in a call of the port. The code is interrupted; if it"
                    + " heeds no interrupt, it goes on in a daemon thread until this JVM ends");
        }
    }

    private void requireNoStrangers(Thread worker) {
        Thread[] threads = new Thread[group.activeCount() + 1];
        int count = group.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (!threads[i].equals(worker)) {
                throw new UnfitProtocolException("the code starts a thread, " + threads[i].getName() + ", now at "
                        + CallSites.of(threads[i]) + ": threads belong to another layer than protocols");
            }
        }
    }

    private static RuntimeException unwrap(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException known) {
            return known;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e.getCause());
    }
}
