#include "clock.h"
#include "commands.h"
#include "contender.h"
#include "exits.h"
#include "leash.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

enum { SEATS_OF_MY_OWN = 64 };

/* ---- at the referee ---- */

static struct referee *join_or_create(const char *path) {
    struct referee *referee = referee_open(path);
    if (referee == NULL && errno == ENOENT) {
        referee = referee_create(path, SEATS_OF_MY_OWN);
        if (referee == NULL && errno == EEXIST) {
            referee = referee_open(path);
        }
    }
    if (referee == NULL) {
        end_with(CANNOT_OPEN, "%s: %s", path, referee_error(errno));
    }
    return referee;
}

static void take_given(struct seat *seat, struct referee *referee, int64_t number) {
    if (number >= referee->seats) {
        end_with(USAGE, "there is no seat %" PRId64 " among %" PRId64, number, referee->seats);
    }
    if (!seat_take(seat, referee, number)) {
        end_with(USAGE, "seat %" PRId64 " has been used by pid %" PRId64, number, referee->seat[number].pid);
    }
}

static void take_free(struct seat *seat, struct referee *referee) {
    for (int64_t number = 0; number < referee->seats; number++) {
        if (seat_take(seat, referee, number)) {
            return;
        }
    }
    end_with(USAGE, "all %" PRId64 " seats have been used", referee->seats);
}

static void sit_down(struct seat *seat, const struct options *options) {
    struct referee *referee = join_or_create(options->referee);
    if (options->ordinal == UNSET) {
        take_free(seat, referee);
    } else {
        take_given(seat, referee, options->ordinal);
    }
}

/* ---- the command ---- */

static void report(const struct tally *tally, int64_t nanos) {
    printf("{\"acquisitions\":%" PRId64 ",\"exclusive\":%" PRId64 ",\"shared\":%" PRId64 ",\"timeouts\":%" PRId64
           ",\"overlaps\":%" PRId64 ",\"lost\":%" PRId64 ",\"longestWaitNanos\":%" PRId64
           ",\"longestOvershootNanos\":%" PRId64 ",\"insideNanos\":%" PRId64 ",\"seconds\":%.6f}\n",
            tally->exclusive + tally->shared, tally->exclusive, tally->shared, tally->timeouts, tally->overlaps,
            tally->lost, tally->longest_wait, tally->longest_overshoot, tally->inside, (double) nanos / SECOND);
}

int contend(const struct options *options) {
    struct lock lock;
    struct seat seat;
    struct tally tally = {0};
    lock_open_or_end(&lock, options->lock, options->file);
    sit_down(&seat, options);
    if (options->leash) {
        leash_await_start();
    }
    int64_t count = options->count == UNSET ? INT64_MAX : options->count;
    int64_t start = now();
    int64_t end = options->seconds == UNSET ? FOREVER : start + options->seconds * SECOND;
    contender_run(options, &lock, &seat, count, end, &tally);
    report(&tally, now() - start);
    lock_close(&lock);
    return tally.overlaps + tally.lost == 0 ? CLEAN : VIOLATION;
}
