package dev.mortise.testkit;

import dev.mortise.owner.ProcessId;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.model.AskingPosix;
import dev.mortise.testkit.model.ModelProcesses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * What lies on the disk before anybody moves.
 *
 * @param name a word of small letters, digits and dashes, for schedules and figures
 * @param meaning a few words for people
 * @param making how to make it; run more than once, so it must depend on nothing but the disk
 */
public record Start(String name, String meaning, Consumer<Disk> making) {

    /**
     * The number of the process that makes the start, and is dead when the others begin. None of them has it, unless the adversary gives it to
     * a new process.
     */
    public static final int DEAD_PID = 99;

    /** Refuses a name that no schedule could carry. */
    public Start {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException(
                    "a start's name is made of small letters, digits and dashes, not '" + name + "'");
        }
    }

    /**
     * The disk in the making.
     *
     * @param posix the door to the kernel
     * @param directory descriptor of the scenario's directory
     * @param name the file that the scenario is about
     */
    public record Disk(Posix posix, int directory, Name name) {

        private static final int FLAGS = Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC;

        /**
         * Who the process is that makes the start, for starts whose files tell more of a dead owner than its number.
         *
         * @return the dead owner's identity
         */
        public ProcessId owner() {
            return new ModelProcesses((AskingPosix) posix).self();
        }

        /**
         * Makes a file.
         *
         * @param which its name in the directory
         * @param text what is in it
         */
        public void file(Name which, String text) {
            int fd = KernelRefusedException.require("openat", posix.openat(directory, which.terminated(), FLAGS, 0600));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            KernelRefusedException.require("pwrite", posix.pwrite(fd, bytes, 0, bytes.length, 0));
            KernelRefusedException.require("close", posix.close(fd));
        }
    }

    /**
     * Nothing: nobody was there before.
     *
     * @return an empty directory
     */
    public static Start absent() {
        return new Start("absent", "nobody was there before", disk -> {});
    }

    /**
     * An empty file.
     *
     * @return the lock file without anything in it
     */
    public static Start empty() {
        return new Start("empty", "the lock file, with nothing in it", disk -> disk.file(disk.name(), ""));
    }

    /**
     * The file of an owner who was killed.
     *
     * @return the lock file with {@link #DEAD_PID} in it
     */
    public static Start dead() {
        return new Start(
                "dead",
                "the lock file of a process that is dead",
                disk -> disk.file(disk.name(), Integer.toString(DEAD_PID)));
    }

    /**
     * A file that nobody can read.
     *
     * @return the lock file with half a record in it
     */
    public static Start torn() {
        return new Start("torn", "the lock file with half a record in it", disk -> disk.file(disk.name(), "pid="));
    }

    /**
     * All that have a name.
     *
     * @return in the order in which they are worth trying
     */
    public static List<Start> all() {
        return List.of(absent(), empty(), dead(), torn());
    }
}
