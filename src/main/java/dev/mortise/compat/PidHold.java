package dev.mortise.compat;

import dev.mortise.Hold;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one thread has of one lock, counted. */
final class PidHold {

    private final Hold hold;
    private final @Nullable PidText text;
    private final Consumer<PidHold> atTheEnd;

    /** Guarded by this. */
    private int count = 1;

    PidHold(Hold hold, @Nullable PidText text, Consumer<PidHold> atTheEnd) {
        this.hold = hold;
        this.text = text;
        this.atTheEnd = atTheEnd;
    }

    /** Not if it has ended. */
    synchronized boolean enterAgain() {
        if (count > 0) {
            count++;
        }
        return count > 0;
    }

    void leave() {
        if (isLastToLeave()) {
            letGo();
        }
    }

    private synchronized boolean isLastToLeave() {
        if (count > 0) {
            count--;
            return count == 0;
        }
        return false;
    }

    /** However often it was entered. */
    void end() {
        if (endCounting()) {
            letGo();
        }
    }

    private synchronized boolean endCounting() {
        boolean open = count > 0;
        count = 0;
        return open;
    }

    private void letGo() {
        atTheEnd.accept(this);
        try {
            if (text != null) {
                text.clear();
            }
        } finally {
            hold.close();
        }
    }
}
