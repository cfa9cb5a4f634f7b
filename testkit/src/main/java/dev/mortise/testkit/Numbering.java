package dev.mortise.testkit;

import dev.mortise.testkit.model.ProcessPlan;

/**
 * Which numbers processes have, and where those count.
 *
 * @param separate whether each process lives in a pid namespace of its own
 * @param everybodys the number that they all have, or {@link ProcessPlan#UNBORN_PID} if each has another
 */
record Numbering(boolean separate, int everybodys) {

    private static final long FIRST_NAMESPACE = 4_026_532_000L;

    static Numbering common() {
        return new Numbering(false, ProcessPlan.UNBORN_PID);
    }

    static Numbering separate(int everybodys) {
        return new Numbering(true, everybodys);
    }

    /** A process that runs from the start. */
    ProcessPlan alive(int process, int pid) {
        return in(process, ProcessPlan.alive(everybodys == ProcessPlan.UNBORN_PID ? pid : everybodys));
    }

    /** A process that gets the number of one that is gone. */
    ProcessPlan unborn(int process) {
        return in(process, ProcessPlan.unborn());
    }

    private ProcessPlan in(int process, ProcessPlan plan) {
        return separate ? plan.inNamespace(FIRST_NAMESPACE + process) : plan;
    }
}
