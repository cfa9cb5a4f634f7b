package dev.mortise.testkit;

import dev.mortise.testkit.KernelReplay.Disagreement;
import dev.mortise.testkit.conductor.Duel;
import dev.mortise.testkit.model.Difference;
import dev.mortise.testkit.model.RealCall;
import dev.mortise.testkit.model.Request;
import dev.mortise.testkit.model.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What real processes show of a broken law, when each has come to where the model's came. */
final class KernelEvidence {

    private static final String AT_THE_END = "at the end";

    private static final String ALIKE = "the kernel answered every call that leads there as the model did";

    private final Stepper stepper;
    private final State state;
    private final Duel duel;
    private final IntUnaryOperator thread;
    private final List<Integer> inside = new ArrayList<>();
    private String seen = "";
    private @Nullable Disagreement disagreement;

    KernelEvidence(Stepper stepper, State state, Duel duel, IntUnaryOperator thread) {
        this.stepper = stepper;
        this.state = state;
        this.duel = duel;
        this.thread = thread;
    }

    void gather(Oracle oracle) {
        switch (oracle) {
            case EXCLUSION -> askWhoIsInside();
            case DEADLOCK, WEDGE, BYSTANDER, LIVELOCK -> lookWhoSleeps(oracle);
            case LEAK -> countDescriptors();
            case RELEASE, LITTER, CHECK, UNCAUGHT, FORCED_AGAIN -> seen = ALIKE;
        }
    }

    /** Each is asked twice, in turns: so all were inside, and lived, while any of them was asked for the first time. */
    private void askWhoIsInside() {
        List<String> words = new ArrayList<>();
        List<Integer> again = new ArrayList<>();
        for (int actor = 0; actor < stepper.actors(); actor++) {
            if (isInside(actor)) {
                inside.add(ask(actor));
                words.add(Schedule.letter(actor) + " as process " + duel.pid(process(actor)));
            }
        }
        for (int actor = 0; actor < stepper.actors(); actor++) {
            if (isInside(actor)) {
                again.add(ask(actor));
            }
        }
        if (!inside.equals(again) || inside.contains(0)) {
            disagree("who is inside?", String.join(" and ", words), inside + ", then " + again);
        }
        seen = String.join(" and ", words)
                + " stand inside at once: asked in turns, twice, each answered from there with its number";
    }

    private boolean isInside(int actor) {
        return stepper.isRunning(state, actor) && state.at[actor].request() instanceof Stay;
    }

    private int ask(int actor) {
        return duel.whoIsInside(process(actor), thread.applyAsInt(actor));
    }

    /** Whoever waits in the model makes its call now, and must be seen asleep in it. */
    private void lookWhoSleeps(Oracle oracle) {
        List<String> words = new ArrayList<>();
        for (int actor = 0; actor < stepper.actors(); actor++) {
            Request request = state.at[actor].request();
            boolean waits = stepper.isRunning(state, actor)
                    && request != null
                    && RealCall.mayWait(request)
                    && stepper.step(state, actor, 0) == null;
            if (waits) {
                requireAsleep(actor, Objects.requireNonNull(request));
                words.add(Schedule.letter(actor) + " (process " + duel.pid(process(actor)) + ") sleeps in " + request);
            }
        }
        if (oracle != Oracle.DEADLOCK) {
            words.add(words.isEmpty() ? ALIKE : "");
            words.add("what may follow is known from the model alone");
        }
        words.removeIf(String::isEmpty);
        seen = String.join("; ", words);
    }

    private void requireAsleep(int actor, Request request) {
        Difference difference =
                duel.call(process(actor), thread.applyAsInt(actor), request, Result.BLOCKED, state.world);
        if (difference != null) {
            disagree(request.toString(), difference.model(), difference.kernel());
        }
    }

    private void countDescriptors() {
        List<String> words = new ArrayList<>();
        for (int actor = 0; actor < stepper.actors(); actor++) {
            boolean leaks = stepper.isRunning(state, actor) && state.at[actor].intent.isEnd();
            int open = leaks ? duel.openDescriptors(process(actor)) : 0;
            if (open > 0) {
                words.add("process " + duel.pid(process(actor)) + " has " + open + " open");
            }
        }
        if (words.isEmpty()) {
            disagree("what is open?", "something", "nothing");
        }
        seen = String.join("; ", words);
    }

    private void disagree(String call, String model, String kernel) {
        disagreement = new Disagreement(AT_THE_END, call, model, kernel);
    }

    private int process(int actor) {
        return stepper.processOf()[actor];
    }

    List<Integer> inside() {
        return inside;
    }

    /** The code ran on the model's numbers, and saw a file's number used again only where the model said so. */
    String seen() {
        long reused = duel.reused();
        return reused == 0 ? seen : seen + "; unlike its model, the kernel used " + reused + " numbers of files again";
    }

    @Nullable
    Disagreement disagreement() {
        return disagreement;
    }
}
