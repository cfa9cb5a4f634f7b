package dev.mortise.owner;

import dev.mortise.posix.Errno;
import dev.mortise.posix.KernelName;
import dev.mortise.posix.Posix;
import org.jspecify.annotations.Nullable;

/** {@link Processes} as {@code /proc} and signal 0 show them. */
final class ProcfsProcesses implements Processes {

    private final Posix posix;
    private final Procfs procfs;

    ProcfsProcesses(Posix posix) {
        this.posix = posix;
        this.procfs = new Procfs(posix);
    }

    @Override
    public ProcessId self() {
        int pid = posix.getpid();
        ProcStat stat = stat("self");
        long start = stat == null ? ProcessId.UNRECORDED : stat.startTicks();
        return new ProcessId(pid, start, bootId(), pidNamespace(), host());
    }

    @Override
    public Liveness liveness(ProcessId process) {
        Liveness elsewhere = ifElsewhere(process);
        return elsewhere != null ? elsewhere : hereAndNow(process);
    }

    private @Nullable Liveness ifElsewhere(ProcessId process) {
        if (process.pid() <= 0) {
            return Liveness.unknown("pid " + process.pid() + " is no process's number");
        }
        if (!process.host().isEmpty() && !process.host().equals(host())) {
            return Liveness.unknown("recorded on host " + process.host() + ", this is " + host());
        }
        if (!process.bootId().isEmpty() && !process.bootId().equals(bootId())) {
            return Liveness.unknown("recorded under boot " + process.bootId() + ", this is " + orUnreadable(bootId())
                    + ": an earlier boot, or another machine of the same name");
        }
        boolean namespaced = process.pidNamespace() != ProcessId.UNRECORDED;
        if (namespaced && process.pidNamespace() != pidNamespace()) {
            return Liveness.unknown(
                    "recorded in pid namespace " + process.pidNamespace() + ", this is " + pidNamespace());
        }
        return null;
    }

    private Liveness hereAndNow(ProcessId process) {
        int pid = process.pid();
        int signalled = posix.kill(pid, 0);
        if (signalled == -Errno.ESRCH) {
            return Liveness.dead("no process has pid " + pid);
        }
        if (signalled < 0 && signalled != -Errno.EPERM) {
            return Liveness.unknown("kill(" + pid + ", 0): " + Errno.describe(-signalled));
        }
        if (!procfs.counts(posix.getpid())) {
            return Liveness.alive("pid " + pid + " takes signals, but /proc counts as another pid namespace does");
        }
        ProcStat stat = stat(Integer.toString(pid));
        if (stat == null) {
            return Liveness.alive("pid " + pid + " takes signals, but /proc does not show it");
        }
        return judge(process, stat);
    }

    private Liveness judge(ProcessId process, ProcStat stat) {
        int pid = process.pid();
        long group = threadGroup(pid);
        if (group != pid && group > 0) {
            return Liveness.dead("pid " + pid + " is now a thread of process " + group);
        }
        boolean timed = process.startTicks() != ProcessId.UNRECORDED;
        if (timed && process.startTicks() != stat.startTicks()) {
            return Liveness.dead("pid " + pid + " was given to a process started at tick " + stat.startTicks()
                    + ", the recorded one started at " + process.startTicks());
        }
        if (stat.hasEnded()) {
            return Liveness.dead("pid " + pid + " is a zombie: it has ended and awaits burial");
        }
        return Liveness.alive("pid " + pid + " runs, state " + stat.state() + ", started at tick " + stat.startTicks());
    }

    private @Nullable ProcStat stat(String pid) {
        String line = procfs.read("/proc/" + pid + "/stat");
        return line == null || line.isEmpty() ? null : ProcStat.parse(line);
    }

    /** {@code /proc/TID} answers for a thread's number too, though no listing shows it: the group tells them apart. */
    private long threadGroup(int pid) {
        String status = procfs.read("/proc/" + pid + "/status");
        return status == null ? ProcessId.UNRECORDED : numberAfter(status, "\nTgid:");
    }

    private static long numberAfter(String text, String key) {
        int at = text.indexOf(key);
        if (at < 0) {
            return ProcessId.UNRECORDED;
        }
        int end = text.indexOf('\n', at + 1);
        return Long.parseLong(
                text.substring(at + key.length(), end < 0 ? text.length() : end).trim());
    }

    private String bootId() {
        String id = procfs.read("/proc/sys/kernel/random/boot_id");
        return id == null ? "" : id.trim();
    }

    /** The link reads {@code pid:[4026531836]}. */
    private long pidNamespace() {
        String link = procfs.readLink("/proc/self/ns/pid");
        if (link == null || !link.startsWith("pid:[") || !link.endsWith("]")) {
            return ProcessId.UNRECORDED;
        }
        return Long.parseLong(link.substring("pid:[".length(), link.length() - 1));
    }

    private String host() {
        return KernelName.of(posix).node();
    }

    private static String orUnreadable(String text) {
        return text.isEmpty() ? "unreadable" : text;
    }
}
