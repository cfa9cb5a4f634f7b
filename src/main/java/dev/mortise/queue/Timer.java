package dev.mortise.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs short tasks later, on one thread, which ends when there has been nothing to do.
 *
 * <p><b>Problem.</b> Almost every task is taken back long before its time, since locks are released. A thread that is woken for each new
 * task, because nothing else is to be done before it, costs the one that waits two changes of threads, just before it blocks.
 *
 * <p><b>Mechanism.</b> What is taken back leaves its alarm behind: the thread wakes then, finds nothing to do, and sets the next alarm. A
 * task that is due later than an alarm that is set wakes nobody.
 */
public final class Timer {

    private static final long IDLE_SECONDS = 2;

    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread;

    /** All guarded by this. */
    private final TreeSet<Task> tasks = new TreeSet<>();

    private final TreeMap<Long, Future<?>> alarms = new TreeMap<>((a, b) -> Long.signum(a - b));

    private long number;

    /**
     * Starts no thread yet.
     *
     * @param clock the monotonic clock
     */
    public Timer(Clock clock) {
        this.clock = clock;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, "mortise-timer");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** What is to be done, and when. */
    private record Task(long due, long number, Runnable what) implements Comparable<Task> {

        @Override
        public int compareTo(Task other) {
            int order = Long.signum(due - other.due);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    /**
     * Runs a task once.
     *
     * @param nanos from now
     * @param task short, and not blocking
     * @return takes it back
     */
    public synchronized Runnable after(long nanos, Runnable task) {
        long now = clock.now();
        Task entry = new Task(now + Math.min(nanos, Long.MAX_VALUE / 2), number++, task);
        tasks.add(entry);
        wakeAt(entry.due, now);
        return () -> forget(entry);
    }

    private synchronized void forget(Task entry) {
        tasks.remove(entry);
        if (tasks.isEmpty() && !alarms.isEmpty()) {
            dismissThoseThatAreFar();
        }
    }

    /** Under the monitor. The thread would stay for them. */
    private void dismissThoseThatAreFar() {
        long soon = clock.now() + TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
        NavigableMap<Long, Future<?>> far = alarms.tailMap(soon, false);
        far.values().forEach(alarm -> alarm.cancel(false));
        far.clear();
    }

    /** Under the monitor. */
    private void wakeAt(long due, long now) {
        boolean early = alarms.isEmpty() || due - alarms.firstKey() < 0;
        if (early) {
            alarms.put(due, thread.schedule(() -> ring(due), Math.max(0, due - now), TimeUnit.NANOSECONDS));
        }
    }

    private void ring(long alarm) {
        due(alarm).forEach(each -> thread.execute(each.what));
    }

    private synchronized List<Task> due(long alarm) {
        alarms.remove(alarm);
        long now = clock.now();
        List<Task> due = new ArrayList<>();
        while (!tasks.isEmpty() && tasks.first().due - now <= 0) {
            due.add(tasks.pollFirst());
        }
        if (!tasks.isEmpty()) {
            wakeAt(tasks.first().due, now);
        }
        return due;
    }
}
