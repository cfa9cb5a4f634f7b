package dev.mortise.queue;

/** One thread's stay in a blocking call, during which it may be kicked. */
final class Stay {

    private final int tid;
    private boolean over;
    private boolean disturbed;

    Stay(int tid) {
        this.tid = tid;
    }

    /** The thread is back: no kick comes any more. */
    synchronized void end() {
        over = true;
    }

    /** Whether this is the first wish to end it. */
    synchronized boolean disturb() {
        boolean first = !disturbed && !over;
        disturbed = true;
        return first;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Whether another kick may be needed. */
    synchronized boolean kick(Kick kick) {
        return !over && kick.reaches(tid);
    }

    /** Sends a thread the signal that does nothing. */
    @FunctionalInterface
    interface Kick {

        /** Whether it makes sense to send another one. */
        boolean reaches(int tid);
    }
}
