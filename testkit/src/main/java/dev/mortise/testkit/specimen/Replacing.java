package dev.mortise.testkit.specimen;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Stage;
import java.nio.charset.StandardCharsets;

/**
 * Replaces a file by a finished draft, step by step as it should be done: make the draft and lock it, write, force, rename, unlock, force the
 * directory. Each specimen gets one of the steps wrong.
 */
abstract class Replacing implements Actor {

    static final Name DATA = Name.of("data");

    /** Words that outlive the power: the last version that was begun, and the last that was said to be on the disk. */
    static final int BEGUN = 0;

    static final int SAID = 1;

    private static final int NEW = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_CLOEXEC;
    private static final int MOST_BYTES = 64;
    private static final int OURS_ALONE = 0600;

    @Override
    public void play(Stage stage) {
        stage.round(1);
        replace(stage);
        stage.round(2);
    }

    final void replace(Stage stage) {
        int version = stage.recall(BEGUN) + 1;
        stage.note(BEGUN, version);
        Name draft = draft(stage);
        int fd = KernelRefusedException.require("openat", make(stage, draft));
        try {
            lock(stage.posix(), fd);
            byte[] contents = contents(version);
            KernelRefusedException.require("pwrite", stage.posix().pwrite(fd, contents, 0, contents.length, 0));
            forceFile(stage.posix(), fd);
            publish(stage, draft, fd);
        } catch (KernelRefusedException refused) {
            stage.posix().unlinkat(stage.directory(), draft.terminated(), 0);
            throw refused;
        } finally {
            stage.posix().close(fd);
        }
        forceDirectory(stage);
        stage.note(SAID, version);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The steps
    // ---------------------------------------------------------------------------------------------------------------

    Name draft(Stage stage) {
        return Name.of("draft." + stage.posix().getpid());
    }

    int make(Stage stage, Name draft) {
        return stage.posix().openat(stage.directory(), draft.terminated(), NEW, OURS_ALONE);
    }

    void lock(Posix posix, int draft) {
        KernelRefusedException.require("flock", posix.flock(draft, Posix.LOCK_EX | Posix.LOCK_NB));
    }

    void forceFile(Posix posix, int draft) {
        KernelRefusedException.require("fsync", posix.fsync(draft));
    }

    void publish(Stage stage, Name draft, int fd) {
        rename(stage, draft);
        stage.posix().flock(fd, Posix.LOCK_UN);
    }

    final void rename(Stage stage, Name draft) {
        int renamed =
                stage.posix().renameat2(stage.directory(), draft.terminated(), stage.directory(), DATA.terminated(), 0);
        stage.check(renamed != -Errno.ENOENT, "the draft is gone before it had its name");
        KernelRefusedException.require("renameat2", renamed);
    }

    void forceDirectory(Stage stage) {
        KernelRefusedException.require("fsync", stage.posix().fsync(stage.directory()));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Reading
    // ---------------------------------------------------------------------------------------------------------------

    /** Longer from version to version, so that what is left of one behind the end of another would show. */
    static byte[] contents(int version) {
        return ("version " + version + " in full" + "!".repeat(version)).getBytes(StandardCharsets.US_ASCII);
    }

    /** There is a version that was begun, no older than the last one that was said to be on the disk; or none, if none was. */
    static void requireWhole(Stage stage) {
        int version = read(stage);
        stage.check(version >= 0, "the file is neither old nor new");
        stage.check(version >= stage.recall(SAID), "what was said to be on the disk is gone");
    }

    /** Which version is there: 0 for no file, -1 for none of them. */
    static int read(Stage stage) {
        Posix posix = stage.posix();
        int fd = posix.openat(stage.directory(), DATA.terminated(), Posix.O_RDONLY | Posix.O_CLOEXEC, 0);
        if (fd == -Errno.ENOENT) {
            return 0;
        }
        KernelRefusedException.require("openat", fd);
        byte[] buffer = new byte[MOST_BYTES];
        int length = KernelRefusedException.require("pread", posix.pread(fd, buffer, 0, buffer.length, 0));
        posix.close(fd);
        String text = new String(buffer, 0, length, StandardCharsets.US_ASCII);
        for (int version = 1; version <= stage.recall(BEGUN); version++) {
            if (text.equals(new String(contents(version), StandardCharsets.US_ASCII))) {
                return version;
            }
        }
        return -1;
    }
}
