package dev.mortise.testkit.proof;

import dev.mortise.owner.Label;
import dev.mortise.owner.Label.Moment;
import dev.mortise.owner.Label.Purpose;
import dev.mortise.owner.LabelFormat;
import dev.mortise.owner.LabelReading;
import dev.mortise.owner.ProcessId;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.LabelPage;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import java.util.Arrays;
import java.util.List;

/**
 * Scenarios for {@link LabelPage}: whoever is inside finds its own label; who reads from outside, at any time, finds nothing, a whole label
 * that somebody wrote, or something that says itself that it is torn.
 */
public final class LabelProofs {

    private static final int READINGS = 2;

    private LabelProofs() {}

    /**
     * All of them.
     *
     * @return within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return List.of(new ShippedProtocol(
                "label",
                "holders that label the lock file, and one that reads it meanwhile",
                labelling(Reader.BY_CHECKSUM).processes(2).rounds(2).crashes(1)));
    }

    /** What a reader believes. */
    public enum Reader {
        /** What has its checksum, as it ships. */
        BY_CHECKSUM,
        /** What begins as a label does. */
        BY_ITS_TITLE
    }

    /**
     * Holders that label the file, with labels of different lengths, and one that reads it from outside.
     *
     * @param reader what that one believes
     * @return the scenario
     */
    public static Scenario labelling(Reader reader) {
        return Scenario.cast("label", (index, rounds) -> stage -> hold(stage, label(index), rounds))
                .with(stage -> read(stage, reader))
                .leaving("lock");
    }

    private static byte[] label(int index) {
        return LabelFormat.write(new Label(
                String.valueOf(index).repeat(Label.TOKEN_DIGITS),
                ProcessId.ofPid(index + 1),
                0,
                new Moment(0, 0),
                Purpose.none().withOperation("x".repeat(7 * index)),
                List.of()));
    }

    private static void hold(Stage stage, byte[] label, int rounds) {
        FlockProtocol lock = new FlockProtocol(stage.posix(), stage.directory(), stage.name());
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
            try {
                label(stage, fd, label);
            } finally {
                lock.release(fd);
            }
        }
        stage.round(rounds + 1);
    }

    private static void label(Stage stage, int fd, byte[] label) {
        KernelRefusedException.require("label", LabelPage.write(stage.posix(), fd, label));
        stage.inside();
        stage.check(Arrays.equals(content(stage.posix(), fd), label), "a holder's label is not its own");
        LabelPage.clear(stage.posix(), fd);
    }

    private static byte[] content(Posix posix, int fd) {
        byte[] buffer = new byte[LabelFormat.MOST_BYTES];
        int read = KernelRefusedException.require("read", LabelPage.read(posix, fd, buffer));
        return Arrays.copyOf(buffer, read);
    }

    private static void read(Stage stage, Reader reader) {
        Posix posix = stage.posix();
        int fd = posix.openat(stage.directory(), stage.name().terminated(), Posix.O_RDONLY | Posix.O_CLOEXEC, 0);
        if (fd < 0) {
            return;
        }
        for (int i = 0; i < READINGS; i++) {
            byte[] found = content(posix, fd);
            LabelReading.Kind kind = LabelFormat.read(found).kind();
            stage.check(kind != LabelReading.Kind.FOREIGN, "a label looks like somebody else's file");
            boolean believed = reader == Reader.BY_CHECKSUM ? kind == LabelReading.Kind.LEGIBLE : found.length > 0;
            stage.check(!believed || isOneOfTheirs(found), "something was taken for a label that nobody wrote");
        }
        posix.close(fd);
    }

    private static boolean isOneOfTheirs(byte[] found) {
        return Arrays.equals(found, label(0)) || Arrays.equals(found, label(1));
    }
}
