package dev.mortise.testkit.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@code fsync} promises and no more: a file's contents; a directory's entries. Of a new file that is forced the
 * contents are safe and the name is not.
 */
final class Durability {

    private Durability() {}

    static void force(Machine machine, Inode inode) {
        if (!machine.rules().durability()) {
            return;
        }
        if (inode.isDirectory()) {
            forceNames(machine, inode.number());
        } else if (inode.isForceable()) {
            machine.put(inode.withStable(inode.body()));
        }
    }

    /**
     * A rename between two directories reaches the disk in both at once, and not before what was pending in either. So the
     * pending changes are taken from the last to the first, and the directories grow that they touch.
     */
    private static void forceNames(Machine machine, int directory) {
        Pending[] pending = machine.pending();
        boolean[] forced = new boolean[pending.length];
        int[] touched = {directory};
        for (int i = pending.length - 1; i >= 0; i--) {
            forced[i] = touches(pending[i], touched);
            if (forced[i]) {
                touched = Arrays.copyOf(touched, touched.length + 2);
                touched[touched.length - 2] = pending[i].directory();
                touched[touched.length - 1] = pending[i].otherDirectory();
            }
        }
        apply(machine, pending, forced);
    }

    /** The first change, whatever the others. */
    static void forceFirst(Machine machine) {
        Pending[] pending = machine.pending();
        boolean[] forced = new boolean[pending.length];
        forced[0] = true;
        apply(machine, pending, forced);
    }

    private static boolean touches(Pending change, int[] directories) {
        for (int directory : directories) {
            boolean second = change.otherDirectory() != Directory.NONE && change.otherDirectory() == directory;
            if (change.directory() == directory || second) {
                return true;
            }
        }
        return false;
    }

    private static void apply(Machine machine, Pending[] pending, boolean[] forced) {
        Pending[] left = new Pending[pending.length];
        int kept = 0;
        for (int i = 0; i < pending.length; i++) {
            if (forced[i]) {
                set(machine, pending[i].directory(), pending[i].name(), pending[i].inode());
                set(machine, pending[i].otherDirectory(), pending[i].otherName(), pending[i].otherInode());
            } else {
                left[kept++] = pending[i];
            }
        }
        if (kept < pending.length) {
            machine.setPending(Arrays.copyOf(left, kept));
            machine.forgetWhatTheDiskForgot();
        }
    }

    private static void set(Machine machine, int directory, @Nullable Component name, int inode) {
        Inode holder = directory == Directory.NONE ? null : machine.inodeOrNull(directory);
        if (name == null || holder == null || !(holder.stable() instanceof Directory old)) {
            return;
        }
        machine.put(holder.withStable(inode == Directory.NONE ? old.without(name) : old.with(name, inode)));
    }
}
