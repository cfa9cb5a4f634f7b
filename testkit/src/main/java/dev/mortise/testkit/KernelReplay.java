package dev.mortise.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule came to when real processes made its calls on a real kernel.
 *
 * @param schedule what was played
 * @param fileSystem the kind of file system that it was played on
 * @param calls how many calls were made by the model and by a process, and compared
 * @param kills how many processes were killed
 * @param numbersReused how often the kernel gave the number of a file that was gone to a new one, where the model did not
 * @param violation the law that the model sees broken in the end, or null
 * @param inside the numbers of the processes that stood in the critical section at the same time, if that is the violation
 * @param evidence how it was seen on the kernel, or empty
 * @param disagreement where the kernel first answered otherwise than the model, or null
 */
public record KernelReplay(
        Schedule schedule,
        String fileSystem,
        long calls,
        int kills,
        long numbersReused,
        @Nullable Violation violation,
        List<Integer> inside,
        String evidence,
        @Nullable Disagreement disagreement) {

    /**
     * Where a kernel and its model part.
     *
     * @param step the word of the schedule
     * @param call the call that was made
     * @param model what the model answered
     * @param kernel what the kernel answered
     */
    public record Disagreement(String step, String call, String model, String kernel) {

        @Override
        public String toString() {
            return "step " + step + ", " + call + ": the model says " + model + ", the kernel " + kernel;
        }
    }

    /** Copies the list. */
    public KernelReplay {
        inside = List.copyOf(inside);
    }

    /**
     * Tells whether the real processes came where the model's came.
     *
     * @return whether a law is broken, and the kernel answered every call as the model did
     */
    public boolean isReproduced() {
        return violation != null && disagreement == null;
    }
}
