package dev.mortise.testkit.proof;

import dev.mortise.posix.ForwardingPosix;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.Stage;

/**
 * Holds a process to the order in line: who stands there when it comes is let in before it, and nobody stands beside it.
 *
 * <p>Who is let to the gate's byte writes its ticket, one for each of its rounds, into a word that all see, and wipes it off when it is let in. The
 * byte may be had a moment before that is written, so order is asked of none who came in that moment.
 */
final class Precedence extends ForwardingPosix {

    private static final int WORD = 0;
    private static final int NOBODY = 0;
    private static final int MOST_PROCESSES = 8;

    private final Stage stage;
    private final int index;
    private int ticket;
    private boolean stands;
    private int seen;

    /**
     * Makes one.
     *
     * @param stage where the process plays
     * @param index which contender it is
     */
    Precedence(Stage stage, int index) {
        super(stage.posix());
        this.stage = stage;
        this.index = index;
    }

    void comes(int round) {
        ticket = round * MOST_PROCESSES + index;
        seen = stage.recall(WORD);
    }

    void isIn() {
        stage.check(seen == NOBODY || stage.recall(WORD) != seen, "overtook the one that stood in line when it came");
    }

    @Override
    public int ofdLock(int fd, int type, long start, long length, boolean wait) {
        int locked = super.ofdLock(fd, type, start, length, wait);
        if (locked == 0 && type == Posix.F_WRLCK) {
            stage.check(stage.recall(WORD) == NOBODY, "stands in line beside another");
            stage.note(WORD, ticket);
            stands = true;
        }
        return locked;
    }

    @Override
    public int flock(int fd, int operation) {
        int locked = super.flock(fd, operation);
        if (locked == 0 && stands && operation != Posix.LOCK_UN) {
            stage.note(WORD, NOBODY);
            stands = false;
        }
        return locked;
    }
}
