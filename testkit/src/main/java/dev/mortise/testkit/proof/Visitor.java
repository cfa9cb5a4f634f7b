package dev.mortise.testkit.proof;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.Gate;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One process before a gate, as a station is with its doors: the idle one, by which it passes and ticks, and one of a doorman that
 * stands in line. The one that gets in is the idle one from then on.
 */
final class Visitor {

    private final Stage stage;
    private final Posix posix;
    private final Habits habits;
    private final Pace pace;
    private final @Nullable Standing standing;
    private final FlockProtocol lock;
    private final Gate gate;

    private @Nullable LockDoor idle;
    private @Nullable LockDoor doormans;

    /**
     * Makes one.
     *
     * @param stage where it plays
     * @param posix between it and the stage's
     * @param habits how it behaves
     * @param mayStop told whenever it stands in line, and may stand still for ever
     */
    Visitor(Stage stage, Posix posix, Habits habits, Runnable mayStop) {
        this.stage = stage;
        this.habits = habits;
        this.standing = switch (habits.waits()) {
            case BLOCKED -> null;
            case TICKING -> new Standing(posix, this::memory, mayStop, this::tick, false);
            case TICKING_LATE -> new Standing(posix, this::memory, mayStop, this::tick, true);
        };
        this.posix = standing == null ? posix : standing;
        this.pace = switch (habits.looks()) {
            case EACH_TIME -> Pace.eachTime();
            case ONLY_ONCE -> Pace.onlyOnce();
            case BY_THE_CLOCK -> Pace.ofTheClock(posix);
        };
        this.lock = new FlockProtocol(this.posix, stage.directory(), stage.name());
        this.gate = new Gate(this.posix, lock);
    }

    void round(int number) {
        stage.round(number);
        posix.checkpoint("round", memory());
    }

    /** Gets in; not if there is no file and this process may not make one. */
    @Nullable
    LockDoor come() {
        while (true) {
            int entered = visit();
            if (entered == 0) {
                return idle;
            }
            close();
            if (entered == -Errno.ENOENT) {
                return null;
            }
            requireStale(entered);
            posix.checkpoint("anew", 0);
        }
    }

    private static void requireStale(int entered) {
        if (entered != FlockProtocol.STALE && entered != Gate.STUCK) {
            KernelRefusedException.require("enter", entered);
        }
    }

    private int visit() {
        if (idle == null) {
            int fd = open();
            if (fd < 0) {
                return fd;
            }
            idle = door(fd);
        }
        int passed = idle.pass(habits.mode());
        return passed == -Errno.EAGAIN ? stand() : passed;
    }

    private int stand() {
        if (doormans == null) {
            int fd = open();
            if (fd < 0) {
                return fd;
            }
            doormans = door(fd);
        }
        return stand(doormans);
    }

    private int stand(LockDoor inLine) {
        int entered = inLine.enter(habits.mode());
        int ticked = standing == null ? -Errno.EAGAIN : standing.outcome();
        if (ticked == -Errno.EAGAIN) {
            return entered == 0 ? becomesIdle(inLine) : entered;
        }
        boolean stuck = entered == Gate.STUCK || (entered == 0 && inLine.leave() < 0);
        if (stuck) {
            close(inLine);
            doormans = null;
        }
        return ticked;
    }

    private int becomesIdle(LockDoor inLine) {
        doormans = idle;
        idle = inLine;
        return 0;
    }

    private int tick() {
        return idle == null ? -Errno.EAGAIN : idle.tryEnter(habits.mode());
    }

    private int open() {
        return habits.writable() ? lock.open() : lock.openToRead();
    }

    private LockDoor door(int fd) {
        return new LockDoor(lock, gate, pace, habits.writable(), fd);
    }

    void close() {
        close(idle);
        close(doormans);
        idle = null;
        doormans = null;
    }

    private void close(@Nullable LockDoor door) {
        if (door != null) {
            posix.close(door.descriptor());
        }
    }

    private long memory() {
        return (idle == null ? 0 : idle.memory()) * 1_000_003 + (doormans == null ? 0 : doormans.memory());
    }

    Mode mode() {
        return habits.mode();
    }
}
