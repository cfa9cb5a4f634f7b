package dev.mortise.owner;

/**
 * Which process: a bare pid means nothing in another pid namespace, after a reboot, or once it was given away again.
 *
 * @param pid its number in its own pid namespace
 * @param startTicks when it started, in clock ticks since boot, or {@link #UNRECORDED}
 * @param bootId the kernel's {@code boot_id}, or empty if unrecorded
 * @param pidNamespace inode of its pid namespace, or {@link #UNRECORDED}
 * @param host the machine's name, or empty if unrecorded
 */
public record ProcessId(int pid, long startTicks, String bootId, long pidNamespace, String host) {

    /** A number that the record's format does not carry. */
    public static final long UNRECORDED = -1;

    /**
     * A process known by its number alone, as the oldest formats record it. It is taken to be of this machine, this
     * boot and this namespace.
     *
     * @param pid its number
     * @return the process
     */
    public static ProcessId ofPid(int pid) {
        return new ProcessId(pid, UNRECORDED, "", UNRECORDED, "");
    }
}
