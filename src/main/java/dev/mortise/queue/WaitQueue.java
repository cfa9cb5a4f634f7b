package dev.mortise.queue;

import org.jspecify.annotations.Nullable;

/** First come, first served. Changed under the station's mutex; the head may be read by anybody. */
final class WaitQueue {

    private volatile @Nullable Waiter head;
    private @Nullable Waiter tail;

    @Nullable
    Waiter head() {
        return head;
    }

    void add(Waiter waiter) {
        waiter.queued = true;
        waiter.previous = tail;
        if (tail == null) {
            head = waiter;
        } else {
            tail.next = waiter;
        }
        tail = waiter;
    }

    /** Does nothing for a waiter that has left already. */
    void remove(Waiter waiter) {
        if (!waiter.queued) {
            return;
        }
        Waiter before = waiter.previous;
        Waiter behind = waiter.next;
        if (before == null) {
            head = behind;
        } else {
            before.next = behind;
        }
        if (behind == null) {
            tail = before;
        } else {
            behind.previous = before;
        }
        waiter.previous = null;
        waiter.next = null;
        waiter.queued = false;
    }
}
