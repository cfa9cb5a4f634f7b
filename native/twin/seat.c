#include "seat.h"

#include "clock.h"
#include "exits.h"
#include "processes.h"

#include <unistd.h>

#define DEATH_WITHIN (10 * SECOND)
#define LOOK_AGAIN (200 * MICROSECOND)

static bool change_owner(struct referee *referee, int64_t from, int64_t to) {
    return atomic_compare_exchange_strong(&referee->owner, &from, to);
}

static void record(struct seat *seat, enum event_kind kind) {
    referee_record(seat->referee, kind, seat->pid);
}

/* The start is written first: who has a pid has a start. */
bool seat_take(struct seat *seat, struct referee *referee, int64_t number) {
    pid_t pid = getpid();
    struct seat_words *words = &referee->seat[number];
    *seat = (struct seat) {
            .referee = referee, .words = words, .pid = pid, .word = owner_word(pid, number)};
    int64_t unused = 0;
    if (!atomic_compare_exchange_strong(&words->start_ticks, &unused, start_ticks(pid))) {
        return false;
    }
    words->pid = pid;
    return true;
}

/* ---- someone else's word on entry ---- */

static bool ends_soon(struct seat *seat, int64_t victim) {
    int64_t give_up = now() + DEATH_WITHIN;
    int64_t started = owner_seat(seat->referee, victim)->start_ticks;
    while (!has_ended(owner_pid(victim), started)) {
        if (seat->referee->owner != victim || now() > give_up) {
            return false;
        }
        sleep_until(now() + LOOK_AGAIN);
    }
    return true;
}

static bool was_killed_inside(struct seat *seat, int64_t owner) {
    return owner != 0 && owner_seat(seat->referee, owner)->doomed != 0 && ends_soon(seat, owner)
            && seat->referee->owner == owner;
}

void seat_resolve(struct referee *referee, struct seat_words *victim) {
    int64_t count = victim->pending_count;
    bool acknowledged = victim->done == count;
    bool written = referee->counter == victim->pending_value;
    if (!acknowledged && written) {
        victim->done = count;
    }
}

static bool take_over(struct seat *seat) {
    struct referee *referee = seat->referee;
    int64_t victim = referee->owner;
    if (!was_killed_inside(seat, victim)) {
        return false;
    }
    seat_resolve(referee, owner_seat(referee, victim));
    if (!change_owner(referee, victim, seat->word)) {
        return false;
    }
    atomic_fetch_add(&referee->stale, 1);
    record(seat, TAKEOVER);
    return true;
}

static void count_overlap(struct seat *seat) {
    seat->overlaps++;
    atomic_fetch_add(&seat->referee->overlaps, 1);
    record(seat, OVERLAP);
}

/* ---- alone ---- */

static void enter_alone(struct seat *seat) {
    seat->owns_word = change_owner(seat->referee, 0, seat->word) || take_over(seat);
    if (seat->owns_word) {
        record(seat, ENTER);
    } else {
        count_overlap(seat);
    }
}

static void leave_alone(struct seat *seat) {
    record(seat, LEAVE);
    if (seat->owns_word && !change_owner(seat->referee, seat->word, 0)) {
        end_with(INTERNAL, "the owner word was taken from a living process, pid %d", seat->pid);
    }
    seat->owns_word = false;
}

int64_t seat_begin_update(struct seat *seat) {
    int64_t value = seat->referee->counter;
    seat->words->pending_value = value + 1;
    seat->words->pending_count = seat->words->done + 1;
    return value;
}

void seat_end_update(struct seat *seat, int64_t value) {
    int64_t others = seat->referee->counter - value;
    if (others != 0) {
        seat->lost += others > 0 ? others : -others;
    }
    seat->referee->counter = value + 1;
    seat->words->done = seat->words->pending_count;
}

/* ---- together with others ---- */

static void enter_together(struct seat *seat) {
    seat->owner_met = seat->referee->owner;
    seat->counter_met = seat->referee->counter;
    if (seat->owner_met == 0 || was_killed_inside(seat, seat->owner_met)) {
        record(seat, ENTER);
    } else {
        count_overlap(seat);
    }
}

static void leave_together(struct seat *seat) {
    if (seat->referee->owner != seat->owner_met || seat->referee->counter != seat->counter_met) {
        count_overlap(seat);
    }
    record(seat, LEAVE);
    seat->words->shared++;
}

/* ---- both ---- */

void seat_enter(struct seat *seat, enum mode mode) {
    if (mode == EXCLUSIVE) {
        enter_alone(seat);
    } else {
        enter_together(seat);
    }
}

void seat_leave(struct seat *seat, enum mode mode) {
    if (mode == EXCLUSIVE) {
        leave_alone(seat);
    } else {
        leave_together(seat);
    }
}

void seat_waited(struct seat *seat, int64_t nanos) {
    if (nanos > seat->words->longest_wait) {
        seat->words->longest_wait = nanos;
    }
}

void seat_gave_up(struct seat *seat) {
    seat->words->given_up++;
}
