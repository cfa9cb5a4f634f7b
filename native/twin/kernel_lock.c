/*
 * KernelLock: flock on a permanent file, and a gate in front of it.
 *
 *   fast   at most once per millisecond look at the gate: somebody stands in it -> slow
 *          flock(mode | NB); verify if that was not done for 100 ms
 *   slow   stand in the gate; flock(mode); leave the gate; verify
 *          after each tick before the gate: flock(mode | NB) past it; verify
 *
 * Who stands in the gate may be stopped. Without the tick that would stop everybody, although nobody holds the lock;
 * with it the others come in, each a tick later. The tick is 100 ms, and 10 ms from the first time it was needed
 * until the gate is seen to move again.
 *
 * What remains: the signal that ends the call at a tick also gives up the place in the queue before the gate. Where a
 * turn takes longer to come than a tick, shares stay equal, but the longest wait grows.
 *
 * Both ways use the same description: this process has one thread, which goes one way at a time.
 */
#include "clock.h"
#include "gate.h"
#include "lock.h"
#include "wakeup.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/file.h>

#define PROBE_EVERY (1 * MILLISECOND)
#define TICK (100 * MILLISECOND)
#define SHORT_TICK (10 * MILLISECOND)

static bool must_queue(struct lock *lock, int64_t moment) {
    if (moment - lock->probed < PROBE_EVERY) {
        return false;
    }
    lock->probed = moment;
    bool taken = gate_is_taken(lock->file.fd);
    if (!taken) {
        lock->tick = lock->kind->tick;
    }
    return taken;
}

/* A single try does not look at the gate: nobody who waits loses more by it than one turn. */
static int fast(struct lock *lock, int operation, int64_t deadline) {
    int64_t moment = now();
    if (deadline != ONE_TRY && must_queue(lock, moment)) {
        return -EAGAIN;
    }
    int entered = flock_enter(lock->file.fd, operation | LOCK_NB);
    return entered != 0 ? entered : lock_verify_if_due(lock, moment);
}

static int try_past_gate(struct lock *lock, int operation) {
    int entered = flock_enter(lock->file.fd, operation | LOCK_NB);
    if (entered == 0) {
        lock->tick = SHORT_TICK;
    }
    return entered;
}

static int pass_gate(struct lock *lock, int operation, int64_t deadline) {
    int entered = call_until(deadline, flock_enter, lock->file.fd, operation);
    gate_leave(lock->file.fd);
    if (entered == 0) {
        lock->tick = lock->kind->tick;
    }
    return entered;
}

static int slow(struct lock *lock, int operation, int64_t deadline) {
    while (true) {
        int64_t moment = earlier(deadline, after(now(), lock->tick));
        int standing = call_until(moment, gate_enter, lock->file.fd, 0);
        if (standing == 0) {
            return pass_gate(lock, operation, deadline);
        }
        if (standing != -ETIMEDOUT) {
            return standing;
        }
        int entered = try_past_gate(lock, operation);
        if (entered != -EAGAIN) {
            return entered;
        }
        if (moment == deadline) {
            return -ETIMEDOUT;
        }
    }
}

static int wait(struct lock *lock, int operation, int64_t deadline) {
    if (deadline == ONE_TRY) {
        return -ETIMEDOUT;
    }
    int entered = slow(lock, operation, deadline);
    return entered != 0 ? entered : lock_verify(lock);
}

static int enter(struct lock *lock, enum mode mode, int64_t deadline) {
    int operation = flock_operation(mode);
    while (true) {
        int entered = fast(lock, operation, deadline);
        if (entered == -EAGAIN) {
            entered = wait(lock, operation, deadline);
        }
        if (entered != STALE) {
            return entered;
        }
        flock_leave(lock->file.fd);
        int reopened = lock_file_reopen(&lock->file);
        if (reopened != 0) {
            return reopened;
        }
    }
}

static int leave(struct lock *lock) {
    return flock_leave(lock->file.fd);
}

const struct lock_kind kernel_lock = {"kernel", TICK, enter, leave};

/* Broken: a stopped waiter in the gate stops everybody. */
const struct lock_kind gate_without_tick = {"gate-without-tick", FOREVER, enter, leave};
