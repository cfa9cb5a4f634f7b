#include "contender.h"

#include "clock.h"
#include "exits.h"
#include "random.h"

#include <errno.h>
#include <sched.h>

enum { WORK = 400, YIELD_EVERY = 16, ONE_TRY_EVERY = 4 };

#define LONGEST_TIMEOUT (4 * MILLISECOND)

struct contender {
    const struct options *options;
    struct lock *lock;
    struct seat *seat;
    struct tally *tally;
    struct random random;
};

/* ---- what is done inside and outside ---- */

/* A little of it, and a yield now and then, so that a lock which lets two in is seen to. */
static void work(struct contender *contender) {
    for (volatile int64_t i = random_below(&contender->random, WORK); i > 0; i--) {
    }
    if (random_below(&contender->random, YIELD_EVERY) == 0) {
        sched_yield();
    }
}

static void stay(struct contender *contender) {
    if (contender->options->hold_nanos == UNSET) {
        work(contender);
    } else if (contender->options->hold_nanos > 0) {
        spin_until(now() + contender->options->hold_nanos);
    }
}

static void think(struct contender *contender) {
    if (contender->options->think_nanos == UNSET && contender->options->hold_nanos == UNSET) {
        work(contender);
    } else if (contender->options->think_nanos > 0) {
        sleep_until(now() + contender->options->think_nanos);
    }
}

/* ---- a round ---- */

static int64_t choose_deadline(struct contender *contender) {
    if (!random_percent(&contender->random, contender->options->timeout_percent)) {
        return FOREVER;
    }
    if (random_below(&contender->random, ONE_TRY_EVERY) == 0) {
        return ONE_TRY;
    }
    return now() + random_below(&contender->random, LONGEST_TIMEOUT);
}

static void count_timeout(struct tally *tally, int64_t deadline, int64_t moment) {
    tally->timeouts++;
    if (deadline != ONE_TRY && moment - deadline > tally->longest_overshoot) {
        tally->longest_overshoot = moment - deadline;
    }
}

static void count_acquisition(struct contender *contender, enum mode mode, int64_t waited, int64_t inside) {
    struct tally *tally = contender->tally;
    *(mode == EXCLUSIVE ? &tally->exclusive : &tally->shared) += 1;
    tally->longest_wait = waited > tally->longest_wait ? waited : tally->longest_wait;
    tally->inside += inside;
    tally->overlaps = contender->seat->overlaps;
    tally->lost = contender->seat->lost;
    seat_waited(contender->seat, waited);
}

static void visit(struct contender *contender, enum mode mode) {
    seat_enter(contender->seat, mode);
    if (mode == EXCLUSIVE) {
        int64_t value = seat_begin_update(contender->seat);
        stay(contender);
        seat_end_update(contender->seat, value);
    } else {
        stay(contender);
    }
    seat_leave(contender->seat, mode);
}

static void require(int result) {
    if (result != 0) {
        end_with(OS_ERROR, "the lock failed: %s", refusal_text(result));
    }
}

static void go_round(struct contender *contender) {
    enum mode mode = random_percent(&contender->random, contender->options->shared_percent) ? SHARED : EXCLUSIVE;
    int64_t deadline = choose_deadline(contender);
    int64_t asked = now();
    int entered = lock_enter(contender->lock, mode, deadline);
    int64_t got = now();
    if (entered == -ETIMEDOUT) {
        count_timeout(contender->tally, deadline, got);
        seat_gave_up(contender->seat);
        return;
    }
    require(entered);
    visit(contender, mode);
    int64_t left = now();
    require(lock_leave(contender->lock));
    count_acquisition(contender, mode, got - asked, left - got);
    think(contender);
}

void contender_run(const struct options *options, struct lock *lock, struct seat *seat, int64_t count, int64_t end,
        struct tally *tally) {
    struct contender contender = {.options = options, .lock = lock, .seat = seat, .tally = tally};
    contender.random.state = (uint64_t) options->seed + (uint64_t) (seat->words - seat->referee->seat);
    while (seat->referee->stop == 0 && tally->exclusive + tally->shared < count && now() < end) {
        go_round(&contender);
    }
}
