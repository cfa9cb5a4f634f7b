package dev.mortise.queue;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimerTest {

    private final Timer timer = new Timer(System::nanoTime);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    private Runnable later(long millis, String what) {
        return timer.after(MILLISECONDS.toNanos(millis), () -> done.add(what));
    }

    private String next() throws InterruptedException {
        return String.valueOf(done.poll(20, SECONDS));
    }

    @Test
    void tasksRunInTheOrderInWhichTheyAreDue() throws Exception {
        later(1500, "third");
        later(500, "first");
        later(1000, "second");
        assertThat(next()).isEqualTo("first");
        assertThat(next()).isEqualTo("second");
        assertThat(next()).isEqualTo("third");
    }

    @Test
    void whatIsTakenBackIsNotDoneAndWhatFollowsIs() throws Exception {
        later(10, "taken back").run();
        later(20, "kept");
        later(15, "taken back, too").run();
        assertThat(next()).isEqualTo("kept");
        assertThat(done).isEmpty();
    }

    @Test
    void aTaskThatThrowsKeepsNoOtherFromRunning() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        timer.after(0, () -> {
            thrown.countDown();
            throw new IllegalStateException("by the test");
        });
        later(0, "next");
        thrown.await();
        assertThat(next()).isEqualTo("next");
        later(0, "one more");
        assertThat(next()).isEqualTo("one more");
    }

    @Test
    void theThreadEndsThoughAFarTaskWasTakenBack() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        timer.after(0, () -> {
            thread[0] = Thread.currentThread();
            seen.countDown();
        });
        seen.await();
        timer.after(HOURS.toNanos(10), () -> done.add("never")).run();
        thread[0].join(SECONDS.toMillis(20));
        assertThat(thread[0].isAlive()).isFalse();
        later(0, "by a new thread");
        assertThat(next()).isEqualTo("by a new thread");
    }
}
