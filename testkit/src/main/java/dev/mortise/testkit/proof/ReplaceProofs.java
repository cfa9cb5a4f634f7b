package dev.mortise.testkit.proof;

import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.DirectoryWay;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.LabelPage;
import dev.mortise.protocol.ReplaceProtocol;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import dev.mortise.testkit.Start;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Scenarios for {@link ReplaceProtocol}: whoever is killed and whenever the power is cut, a reader finds a version that somebody wrote as a
 * whole, none that is older than the last one of which it was said that it is on the disk, and nothing is left that nobody removes.
 */
public final class ReplaceProofs {

    private static final Name DATA = Name.of("data");
    private static final List<Name> WAY = List.of(Name.of("outer"), Name.of("inner"));

    /** Words that outlive the power: the version that was begun last, and the one that was said to be on the disk last. */
    private static final int BEGUN = 0;

    private static final int SAID = 1;

    private static final int MOST_BYTES = 64;
    private static final int PERMISSIONS = 0640;

    private ReplaceProofs() {}

    /**
     * All of them.
     *
     * @return within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return List.of(
                new ShippedProtocol(
                        "replace",
                        "two that replace a file in turn, and one that sweeps; the power is cut once",
                        replacing().processes(2).crashes(2).powerCuts(1, afterwards())),
                new ShippedProtocol(
                        "replace-deep",
                        "two that replace a file in a directory that is new, as the one above it",
                        deep(true).processes(2).crashes(1).powerCuts(1, deepAfterwards())),
                new ShippedProtocol(
                        "replace-recovered",
                        "one that replaces a file twice; the power is cut, and cut again while what follows runs",
                        replacing().processes(1).rounds(2).powerCuts(2, afterwards())));
    }

    /**
     * Writers that replace a file while they hold a lock, and one that sweeps without it.
     *
     * @return the scenario, without power cuts
     */
    public static Scenario replacing() {
        return writing().with(ReplaceProofs::sweep);
    }

    /** One that sweeps. */
    static void sweep(Stage stage) {
        protocol(stage).sweep();
    }

    /**
     * Writers alone.
     *
     * @return the scenario, without power cuts
     */
    public static Scenario writing() {
        return Scenario.cast("replace", (index, rounds) -> stage -> write(stage, rounds))
                .leaving("lock", "data")
                .without(Oracle.BYSTANDER);
    }

    /**
     * What is done when the power is back: looks, replaces once more, sweeps, and looks whether nothing is left over.
     *
     * @return the actor
     */
    public static Actor afterwards() {
        return stage -> {
            requireWhole(stage);
            replace(stage);
            requireWhole(stage);
            protocol(stage).sweep();
            requireTidy(stage);
        };
    }

    /**
     * Writers of a file two directories down, which are not there at first.
     *
     * @param forcing whether they force the directories above new ones, as it ships
     * @return the scenario, without power cuts
     */
    public static Scenario deep(boolean forcing) {
        return Scenario.cast("replace-deep", (index, rounds) -> stage -> writeDeep(stage, rounds, forcing))
                .leaving("lock", "outer", "outer/inner", "outer/inner/data")
                .without(Oracle.BYSTANDER);
    }

    private static void writeDeep(Stage stage, int rounds, boolean forcing) {
        FlockProtocol lock = new FlockProtocol(stage.posix(), stage.directory(), stage.name());
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
            try {
                replaceDeep(stage, forcing);
            } finally {
                lock.release(fd);
            }
        }
        stage.round(rounds + 1);
    }

    private static void replaceDeep(Stage stage, boolean forcing) {
        DirectoryWay way = new DirectoryWay(stage.posix(), 0700);
        try {
            int directory = KernelRefusedException.require("open", way.open(stage.directory(), WAY));
            try {
                ReplaceProtocol protocol = new ReplaceProtocol(stage.posix(), directory, DATA);
                int version = stage.recall(BEGUN) + 1;
                stage.note(BEGUN, version);
                byte[] contents = contents(version);
                KernelRefusedException.require(
                        "replace", forcing ? protocol.replace(contents, way) : protocol.replace(contents));
                stage.note(SAID, version);
            } finally {
                stage.posix().close(directory);
            }
        } finally {
            way.close();
        }
    }

    /**
     * What is done when the power is back: looks.
     *
     * @return the actor
     */
    public static Actor deepAfterwards() {
        return stage -> {
            DirectoryWay way = new DirectoryWay(stage.posix(), 0700);
            int directory = KernelRefusedException.require("open", way.open(stage.directory(), WAY));
            way.close();
            requireWhole(stage, directory);
            stage.posix().close(directory);
        };
    }

    /**
     * One that replaces a file which not everybody may read, and others may.
     *
     * @return the scenario, without power cuts
     */
    public static Scenario dressing() {
        return Scenario.cast("replace-dressed", (index, rounds) -> stage -> {
                    KernelRefusedException.require("replace", protocol(stage).replace(contents(1)));
                    stage.check(permissions(stage) == PERMISSIONS, "the new file has not the old one's permissions");
                })
                .processes(1)
                .startingFrom(new Start("old", "a file that its group may read", disk -> {
                    disk.file(DATA, "old");
                    Posix posix = disk.posix();
                    int fd = posix.openat(disk.directory(), DATA.terminated(), Posix.O_RDWR | Posix.O_CLOEXEC, 0);
                    posix.fchmod(fd, PERMISSIONS);
                    posix.close(fd);
                }))
                .leaving("data");
    }

    private static int permissions(Stage stage) {
        FileStat found = new FileStat();
        stage.posix().statx(stage.directory(), DATA.terminated(), Posix.AT_SYMLINK_NOFOLLOW, found);
        return found.permissions();
    }

    /** Nobody else lives, so what is neither the file nor its lock is left over. */
    private static void requireTidy(Stage stage) {
        Posix posix = stage.posix();
        int fd = KernelRefusedException.require(
                "openat",
                posix.openat(
                        stage.directory(),
                        new byte[] {'.', 0},
                        Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC,
                        0));
        List<String> left = new ArrayList<>();
        DirectoryEntries.forEach(posix, fd, name -> left.add(name.toString()));
        posix.close(fd);
        left.removeAll(List.of("lock", "data"));
        stage.check(left.isEmpty(), "swept, and still left over: " + left);
    }

    private static ReplaceProtocol protocol(Stage stage) {
        return new ReplaceProtocol(stage.posix(), stage.directory(), DATA);
    }

    private static void write(Stage stage, int rounds) {
        FlockProtocol lock = new FlockProtocol(stage.posix(), stage.directory(), stage.name());
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
            try {
                requireWhole(stage);
                replace(stage);
            } finally {
                lock.release(fd);
            }
        }
        stage.round(rounds + 1);
    }

    private static void replace(Stage stage) {
        int version = stage.recall(BEGUN) + 1;
        stage.note(BEGUN, version);
        KernelRefusedException.require("replace", protocol(stage).replace(contents(version)));
        stage.note(SAID, version);
    }

    private static byte[] contents(int version) {
        return ("version " + version + " in full").getBytes(StandardCharsets.US_ASCII);
    }

    /** There is a version that was begun, no older than the last one that was said to be on the disk; or none, if none was. */
    private static void requireWhole(Stage stage) {
        requireWhole(stage, stage.directory());
    }

    private static void requireWhole(Stage stage, int directory) {
        int version = read(stage, directory);
        int said = stage.recall(SAID);
        stage.check(version >= 0, "the file is neither old nor new");
        stage.check(version >= said, "what was said to be on the disk is gone");
        stage.check(version <= stage.recall(BEGUN), "there is a version that nobody wrote");
    }

    private static int read(Stage stage, int directory) {
        Posix posix = stage.posix();
        int fd = posix.openat(directory, DATA.terminated(), Posix.O_RDONLY | Posix.O_CLOEXEC, 0);
        if (fd == -Errno.ENOENT) {
            return 0;
        }
        KernelRefusedException.require("openat", fd);
        byte[] buffer = new byte[MOST_BYTES];
        int length = LabelPage.read(posix, fd, buffer);
        posix.close(fd);
        KernelRefusedException.require("pread", length);
        String text = new String(buffer, 0, length, StandardCharsets.US_ASCII);
        for (int version = 1; version <= stage.recall(BEGUN); version++) {
            if (text.equals(new String(contents(version), StandardCharsets.US_ASCII))) {
                return version;
            }
        }
        return -1;
    }
}
