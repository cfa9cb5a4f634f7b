package dev.mortise.testkit.model;

import dev.mortise.owner.Liveness;
import dev.mortise.owner.ProcessId;

/** Whether a process lives, in one look, with the answers that {@code /proc} would have led to. */
final class Judgement {

    private Judgement() {}

    static Liveness of(Machine machine, ProcessId process) {
        String elsewhere = elsewhere(machine.me().plan(), process);
        if (!elsewhere.isEmpty()) {
            return new Liveness(Liveness.State.UNKNOWN, elsewhere);
        }
        int index = machine.processOf(machine.me().plan().pidNamespace(), process.pid());
        if (index < 0) {
            return dead("no process has pid " + process.pid());
        }
        long start = machine.startTicks(index);
        boolean timed = process.startTicks() != ProcessId.UNRECORDED;
        if (timed && process.startTicks() != start) {
            return dead("pid " + process.pid() + " was given to a process started at tick " + start
                    + ", the recorded one started at " + process.startTicks());
        }
        if (machine.process(index).life() == Life.ZOMBIE) {
            return dead("pid " + process.pid() + " is a zombie: it has ended and awaits burial");
        }
        return new Liveness(Liveness.State.ALIVE, "pid " + process.pid() + " runs, started at tick " + start);
    }

    /** Why it cannot be seen from here, or nothing. */
    private static String elsewhere(ProcessPlan here, ProcessId process) {
        if (process.pid() <= 0) {
            return "pid " + process.pid() + " is no process's number";
        }
        if (!process.host().isEmpty() && !process.host().equals(KernelText.NODE)) {
            return "recorded on host " + process.host() + ", this is " + KernelText.NODE;
        }
        if (!process.bootId().isEmpty() && !process.bootId().equals(here.bootId())) {
            return "recorded under boot " + process.bootId() + ", this is " + here.bootId();
        }
        boolean namespaced = process.pidNamespace() != ProcessId.UNRECORDED;
        if (namespaced && process.pidNamespace() != here.pidNamespace()) {
            return "recorded in pid namespace " + process.pidNamespace() + ", this is " + here.pidNamespace();
        }
        return "";
    }

    private static Liveness dead(String evidence) {
        return new Liveness(Liveness.State.DEAD, evidence);
    }
}
