package dev.mortise.posix;

import static dev.mortise.posix.Posix.AT_FDCWD;
import static dev.mortise.posix.Posix.O_CLOEXEC;
import static dev.mortise.posix.Posix.O_CREAT;
import static dev.mortise.posix.Posix.O_RDONLY;
import static dev.mortise.posix.Posix.O_RDWR;

import dev.mortise.owner.Liveness;
import dev.mortise.owner.ProcessId;
import dev.mortise.owner.Processes;
import java.util.ArrayList;
import java.util.List;

/** The program of a {@link ChildJvm}: opens a backend, does one thing, prints what the port answered. */
final class ContractChild {

    private final Posix posix;

    private ContractChild(Posix posix) {
        this.posix = posix;
    }

    public static void main(String[] args) {
        if (args[1].equals("survey")) {
            survey();
            return;
        }
        if (args[1].equals("best")) {
            best();
            return;
        }
        ContractChild child = new ContractChild(Backends.named(args[0]));
        switch (args[1]) {
            case "stranger" -> child.stranger(args[2]);
            case "exhaust" -> child.exhaust(args[2]);
            case "exec" -> child.exec(args[2]);
            case "sync" -> child.sync(args[2]);
            case "filtered" -> child.filtered(args[2]);
            case "kick" -> child.kick();
            case "liveness" -> child.liveness(Integer.parseInt(args[2]));
            case "self" -> child.self();
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private static void survey() {
        for (Backends.Report report : Backends.survey()) {
            BackendUnavailableException refusal = report.refusal();
            System.out.println(report.name() + ": " + (refusal == null ? "usable" : refusal.getMessage()));
        }
    }

    private static void best() {
        try {
            System.out.println(Backends.best().getClass().getSimpleName());
        } catch (BackendUnavailableException e) {
            System.out.println(e.reason().split(":", 2)[0]);
        }
    }

    private static void say(String what, long answer) {
        System.out.println(what + ": " + answer(answer));
    }

    private static String answer(long answer) {
        return answer < 0 ? Errno.name((int) -answer) : Long.toString(answer);
    }

    private static byte[] z(String text) {
        return Workspace.terminated(text);
    }

    private void stranger(String base) {
        byte[] secret = z(base + "/secret");
        say("uid", posix.getuid());
        say("openat", posix.openat(AT_FDCWD, secret, O_RDONLY, 0));
        say("openat in a locked directory", posix.openat(AT_FDCWD, z(base + "/locked/f"), O_RDONLY, 0));
        say("statx in a locked directory", posix.statx(AT_FDCWD, z(base + "/locked/f"), 0, new FileStat()));
        say("creation", posix.openat(AT_FDCWD, z(base + "/new"), O_RDWR | O_CREAT, 0600));
        say("mkdirat", posix.mkdirat(AT_FDCWD, z(base + "/new"), 0700));
        say("unlinkat", posix.unlinkat(AT_FDCWD, secret, 0));
        say("renameat2", posix.renameat2(AT_FDCWD, secret, AT_FDCWD, z(base + "/new"), 0));
        int directory = posix.openat(AT_FDCWD, z(base), O_RDONLY | O_CLOEXEC, 0);
        say("fchmod", posix.fchmod(directory, 0777));
        say("fchown", posix.fchown(directory, posix.getuid(), -1));
        say("kill of a stranger", posix.kill(1, Posix.SIGTERM));
    }

    private void exhaust(String base) {
        List<String> rehearsed = callsThatNeedADescriptor(base);
        rehearsed.add(answer(-Errno.EMFILE));
        List<Integer> taken = new ArrayList<>();
        int fd = open(base);
        while (fd >= 0) {
            taken.add(fd);
            fd = open(base);
        }
        List<String> said = callsThatNeedADescriptor(base);
        taken.forEach(posix::close);
        said.forEach(System.out::println);
        if (rehearsed.equals(said)) {
            throw new IllegalStateException("descriptors were exhausted from the start");
        }
    }

    /** Says nothing by itself: printing for the first time would load classes, which takes a descriptor. */
    private List<String> callsThatNeedADescriptor(String base) {
        List<String> said = new ArrayList<>();
        int opened = open(base);
        said.add("openat: " + answer(opened));
        int[] ends = {-7, -7};
        said.add("pipe: " + answer(posix.pipe(ends)));
        said.add("ends: " + ends[0] + " " + ends[1]);
        int process = posix.pidfdOpen(posix.getpid());
        said.add("pidfdOpen: " + answer(process));
        int[] all = {opened, ends[0], ends[1], process};
        for (int fd : all) {
            posix.close(fd);
        }
        return said;
    }

    private int open(String base) {
        return posix.openat(AT_FDCWD, z(base), O_RDONLY | O_CLOEXEC, 0);
    }

    private void exec(String base) {
        int kept = posix.openat(AT_FDCWD, z(base + "/kept"), O_RDWR | O_CREAT, 0600);
        posix.pwrite(kept, new byte[] {'t', 'e', 'x', 't', '\n'}, 0, 5, 0);
        int closed = posix.openat(AT_FDCWD, z(base + "/kept"), O_RDONLY | O_CLOEXEC, 0);
        String script = "echo \"argument: $1\"; echo \"variable: $V\";"
                + " while read -r k v; do [ \"$k\" = SigBlk: ] && echo \"blocked: $v\"; done < /proc/self/status;"
                + " read -r t < /proc/self/fd/" + kept + "; echo \"kept: $t\";"
                + " [ -e /proc/self/fd/" + closed + " ] || echo closed; exit 42";
        byte[] argument = {(byte) 0xff, 0};
        byte[][] argv = {z("sh"), z("-c"), z(script), z("sh"), argument};
        say("exec", posix.exec(z("/bin/sh"), argv, new byte[][] {z("V=v")}));
    }

    private void sync(String base) {
        int fd = posix.openat(AT_FDCWD, z(base + "/synced"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        say("fsync", posix.fsync(fd));
        say("fdatasync", posix.fdatasync(fd));
        say("close", posix.close(fd));
    }

    private void filtered(String base) {
        byte[] before = z(base + "/before");
        byte[] after = z(base + "/after");
        FileStat stat = new FileStat();
        say("statx", posix.statx(AT_FDCWD, before, 0, stat));
        say("size", stat.size());
        say("statx of nothing", posix.statx(AT_FDCWD, after, 0, stat));
        say("renameat2 without replacing", posix.renameat2(AT_FDCWD, before, AT_FDCWD, after, Posix.RENAME_NOREPLACE));
        say("renameat2", posix.renameat2(AT_FDCWD, before, AT_FDCWD, after, 0));
        say("statx", posix.statx(AT_FDCWD, after, 0, stat));
    }

    private void kick() {
        try {
            say("kick", posix.kick(posix.gettid()));
        } catch (IllegalArgumentException e) {
            System.out.println("kick: " + e.getClass().getSimpleName());
        }
    }

    private void liveness(int pid) {
        say(Processes.of(posix).liveness(ProcessId.ofPid(pid)));
    }

    private void self() {
        ProcessId self = Processes.of(posix).self();
        System.out.println(self.pid() + " " + self.startTicks() + " " + self.bootId() + " " + self.pidNamespace() + " "
                + self.host());
        say(Processes.of(posix).liveness(self));
    }

    private static void say(Liveness liveness) {
        System.out.println(liveness.state() + ": " + liveness.evidence());
    }
}
