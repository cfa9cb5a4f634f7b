package dev.mortise.testkit.storm;

import dev.mortise.posix.Backends;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A storm of real processes over one lock.
 *
 * <pre>
 *   StormPlan plan = StormPlan.ofThreads(KernelLocks.class, "ffm").withProcesses(8).killing(4, seed);
 *   StormResult result = new Storm(plan).run(StormListener.NONE);
 *   assert result.isClean();
 * </pre>
 *
 * <p>Each contender is a JVM of its own, started with this JVM's class path, or the C twin. All are ended before {@link #run} returns, and
 * also when this JVM is told to end; should it be killed instead, they notice and end by themselves, and only the
 * temporary directories stay.
 *
 * <p>The seed decides whom to kill or stop and how much each contender works. It does not decide how the kernel schedules them: a
 * storm samples interleavings, it does not exhaust them.
 */
public final class Storm {

    private final StormPlan plan;

    /**
     * Makes a storm; nothing starts yet.
     *
     * @param plan what it is to do
     */
    public Storm(StormPlan plan) {
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @param listener is told how it goes
     * @return what was found
     * @throws IOException if the directories or the referee's file cannot be made, or no process can be started
     * @throws InterruptedException if this thread was interrupted; the contenders have been ended
     */
    public StormResult run(StormListener listener) throws IOException, InterruptedException {
        Ground ground = Ground.under(plan.directory(), plan.backend());
        Ending ending = new Ending(ground, listener);
        try {
            Runtime.getRuntime().addShutdownHook(ending.hook);
            Referee referee = Referee.create(ground.referee(), plan.seats());
            Pauses pauses = new Pauses(Backends.named(plan.backend()));
            Crowd crowd = ending.of(new Crowd(plan, ground, referee, pauses));
            return new Watch(plan, referee, crowd, listener).run();
        } finally {
            ending.now();
        }
    }

    /** Ends the contenders, then removes their ground: once, by whichever of the two ways comes first. */
    private static final class Ending {

        private final Ground ground;
        private final StormListener listener;
        private final Thread hook = new Thread(this::atShutdown, "storm-ending");
        private @Nullable Crowd crowd;
        private boolean ended;

        Ending(Ground ground, StormListener listener) {
            this.ground = ground;
            this.listener = listener;
        }

        synchronized Crowd of(Crowd newCrowd) {
            crowd = newCrowd;
            return newCrowd;
        }

        void now() throws IOException, InterruptedException {
            end();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is shutting down and the hook finds nothing left to do.
            }
        }

        private synchronized void end() throws IOException, InterruptedException {
            if (ended) {
                return;
            }
            ended = true;
            if (crowd != null) {
                crowd.close();
            }
            ground.remove();
        }

        @SuppressWarnings("SystemOut") // nobody else is left to be told
        private void atShutdown() {
            try {
                end();
                listener.interrupted();
            } catch (IOException | InterruptedException e) {
                System.err.println("mortise: could not clear up after a storm: " + e.getMessage());
            }
        }
    }
}
