package dev.mortise.testkit.model;

import java.util.List;

/**
 * A process as a world is to have it from the start.
 *
 * @param pid its number; {@link #UNBORN_PID} for one that is started later and gets its number then
 * @param pidNamespace where that number counts
 * @param bootId the kernel's boot as this process sees it; another than its neighbours' makes it a process of another
 *     machine on the same disk
 * @param uid its user
 * @param parent the process whose descriptions it shares, or {@link #NO_PARENT}
 * @param inherited the parent's descriptors that it has, under the same numbers, from the moment it starts
 */
public record ProcessPlan(int pid, long pidNamespace, String bootId, int uid, int parent, List<Integer> inherited) {

    /** In place of a number: not started yet. */
    public static final int UNBORN_PID = 0;

    /** In place of a parent: it inherits nothing. */
    public static final int NO_PARENT = -1;

    private static final long NAMESPACE = 4026531836L;
    private static final String BOOT = "5c9b6c7e-0a5d-4a9e-9b1c-6d6f64656c01";

    /** Copies the list. */
    public ProcessPlan {
        inherited = List.copyOf(inherited);
    }

    /**
     * A process that runs from the start.
     *
     * @param pid its number
     * @return in the first pid namespace, under the first boot, as root
     */
    public static ProcessPlan alive(int pid) {
        return new ProcessPlan(pid, NAMESPACE, BOOT, 0, NO_PARENT, List.of());
    }

    /**
     * A process that is started later.
     *
     * @return otherwise like {@link #alive}
     */
    public static ProcessPlan unborn() {
        return alive(UNBORN_PID);
    }

    /**
     * Puts it in another pid namespace.
     *
     * @param namespace the namespace's inode
     * @return the changed plan
     */
    public ProcessPlan inNamespace(long namespace) {
        return new ProcessPlan(pid, namespace, bootId, uid, parent, inherited);
    }

    /**
     * Puts it under another boot.
     *
     * @param boot the boot's id
     * @return the changed plan
     */
    public ProcessPlan underBoot(String boot) {
        return new ProcessPlan(pid, pidNamespace, boot, uid, parent, inherited);
    }

    /**
     * Gives it another user. Only {@code kill} and {@code getuid} ask for it.
     *
     * @param user the user's number
     * @return the changed plan
     */
    public ProcessPlan asUser(int user) {
        return new ProcessPlan(pid, pidNamespace, bootId, user, parent, inherited);
    }

    /**
     * Lets it share open file descriptions.
     *
     * @param from the process that has them
     * @param descriptors their numbers there and here, above {@link World#WORKING_DIRECTORY}
     * @return the changed plan
     */
    public ProcessPlan inheriting(int from, Integer... descriptors) {
        return new ProcessPlan(pid, pidNamespace, bootId, uid, from, List.of(descriptors));
    }

    long hash() {
        return Mix.of(Mix.of(bootId), Mix.of(pidNamespace, uid));
    }
}
