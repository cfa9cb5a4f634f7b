package dev.mortise.testkit.model;

/** Who a process is: what changes when it is born and when it dies, and seldom between. */
final class Identity {

    private final ProcessPlan plan;
    private final long planHash;
    private final int pid;
    private final Life life;
    private final long hash;

    private Identity(ProcessPlan plan, long planHash, int pid, Life life) {
        this.plan = plan;
        this.planHash = planHash;
        this.pid = pid;
        this.life = life;
        this.hash = life == Life.GONE ? 0 : Mix.of(Mix.of(pid, code(life)), planHash);
    }

    private static int code(Life life) {
        return switch (life) {
            case UNBORN -> 0;
            case ALIVE -> 1;
            case ZOMBIE -> 2;
            case GONE -> 3;
        };
    }

    static Identity of(ProcessPlan plan) {
        return new Identity(plan, plan.hash(), plan.pid(), Life.UNBORN);
    }

    ProcessPlan plan() {
        return plan;
    }

    int pid() {
        return pid;
    }

    Life life() {
        return life;
    }

    /** Nobody can tell what a process was that is gone. */
    long hash() {
        return hash;
    }

    Identity in(Life newLife, int newPid) {
        return new Identity(plan, planHash, newPid, newLife);
    }
}
