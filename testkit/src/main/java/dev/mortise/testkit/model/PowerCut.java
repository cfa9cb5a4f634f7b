package dev.mortise.testkit.model;

import org.jspecify.annotations.Nullable;

/**
 * What a power cut leaves of a disk, decided one thing after the other: each change of names that was not forced there is on it or is not, and
 * each file whose contents were not forced there has the old ones, the new ones, or the new ones up to some place and the old ones from there, or the
 * other way round, or the old ones and room for the new ones.
 *
 * <p>That is more than file systems do that keep a journal, which lose a last part of the changes and nothing from among them; they can be asked
 * for as well.
 */
public final class PowerCut {

    private static final int KEPT = 0;
    private static final int OLD = 1;
    private static final int NAME_OUTCOMES = 2;
    private static final int ROOM = 2;
    private static final int FIRST_TEAR = 3;

    /** Where new and old meet, in eighths: also not in the middle, where two halves of a kind may meet. */
    private static final int[] TEARS = {3, 4, 5};

    private static final int CONTENT_OUTCOMES = FIRST_TEAR + 2 * TEARS.length;

    private PowerCut() {}

    /**
     * Ends all processes at once, and the kernel with them.
     *
     * @param world before the cut, of a model with durability
     * @return the disk, of which not everything is decided
     */
    public static World off(World world) {
        World off = world;
        for (int process = 0; process < world.processes(); process++) {
            Life life = off.life(process);
            if (life == Life.ALIVE || life == Life.ZOMBIE) {
                off = Machine.at(off).end(off, process, Life.GONE);
            }
        }
        return off;
    }

    /**
     * Counts the outcomes of what is decided next.
     *
     * @param off a world without power
     * @return how many; 0 when all is decided
     */
    public static int outcomes(World off) {
        if (off.pending.length > 0) {
            return NAME_OUTCOMES;
        }
        return undecided(off) == null ? 0 : CONTENT_OUTCOMES;
    }

    private static @Nullable Inode undecided(World off) {
        for (Inode inode : off.inodes) {
            boolean differs = inode != null
                    && inode.isRegular()
                    && inode.stable() != null
                    && inode.stable().hash() != inode.body().hash()
                    && isNamed(off, inode.number());
            if (differs) {
                return inode;
            }
        }
        return null;
    }

    private static boolean isNamed(World off, int number) {
        for (Inode inode : off.inodes) {
            if (inode != null && inode.stable() instanceof Directory directory && directory.names(number)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Says what is decided next, for people.
     *
     * @param off a world without power
     * @param outcome which
     * @return a few words
     */
    public static String say(World off, int outcome) {
        if (off.pending.length > 0) {
            return (outcome == KEPT ? "on the disk: " : "lost: ") + off.pending[0].say();
        }
        Inode inode = undecided(off);
        return inode == null ? "" : "ino " + inode.number() + " has " + words(outcome) + " contents";
    }

    private static String words(int outcome) {
        return switch (outcome) {
            case KEPT -> "new";
            case OLD -> "old";
            case ROOM -> "old, with room for new,";
            default -> (isNewFirst(outcome) ? "new, then old" : "old, then new") + " (" + eighths(outcome) + "/8)";
        };
    }

    private static boolean isNewFirst(int outcome) {
        return (outcome - FIRST_TEAR) % 2 == 0;
    }

    private static int eighths(int outcome) {
        return TEARS[(outcome - FIRST_TEAR) / 2];
    }

    /**
     * Decides the next thing.
     *
     * @param off a world without power
     * @param outcome which
     * @param ordered whether nothing is on the disk that came after something that is lost
     * @return the world in which it is decided
     */
    public static World decide(World off, int outcome, boolean ordered) {
        if (off.pending.length > 0) {
            return Machine.at(off).decideName(off, outcome == KEPT, ordered);
        }
        Inode inode = undecided(off);
        if (inode == null) {
            throw new IllegalStateException("all is decided");
        }
        return Machine.at(off).decideContent(off, inode.number(), contents(inode, outcome));
    }

    private static Content contents(Inode inode, int outcome) {
        Content fresh = (Content) inode.body();
        if (outcome == KEPT || !(inode.stable() instanceof Content old)) {
            return fresh;
        }
        return switch (outcome) {
            case OLD -> old;
            case ROOM -> old.truncate(fresh.size());
            default -> torn(old, fresh, isNewFirst(outcome), eighths(outcome));
        };
    }

    /** As long as the new contents, and only a part of them. */
    private static Content torn(Content old, Content fresh, boolean newFirst, int eighths) {
        int size = (int) Math.min(Integer.MAX_VALUE, fresh.size());
        int tear = (int) ((long) size * eighths / 8);
        Content mixed = old.truncate(size);
        return newFirst ? mixed.write(fresh.read(0, tear), 0) : mixed.write(fresh.read(tear, size - tear), tear);
    }

    /**
     * Turns the power on again: the disk is what was decided, and no process runs.
     *
     * @param off a world of which all is decided
     * @return the disk after it was checked and mounted
     */
    public static World on(World off) {
        return off.afterPowerCut();
    }
}
