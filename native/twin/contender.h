#ifndef TWIN_CONTENDER_H
#define TWIN_CONTENDER_H

#include "lock.h"
#include "options.h"
#include "seat.h"

/* What one contender did. */
struct tally {
    int64_t exclusive;              /* acquisitions */
    int64_t shared;                 /* acquisitions */
    int64_t timeouts;
    int64_t overlaps;
    int64_t lost;
    int64_t longest_wait;           /* for an acquisition */
    int64_t longest_overshoot;      /* of a deadline by a try that timed out */
    int64_t inside;
};

/*
 * Goes round until so many acquisitions, the end, or until the referee stops it: acquire, enter, update, leave,
 * release. Ends the program if the lock fails.
 */
void contender_run(const struct options *options, struct lock *lock, struct seat *seat, int64_t count, int64_t end,
        struct tally *tally);

#endif
