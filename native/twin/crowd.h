#ifndef TWIN_CROWD_H
#define TWIN_CROWD_H

#include "contender.h"

/* All contenders of a storm, living and dying: children of this process, and nothing else is ever killed. */

struct child {
    pid_t pid;                      /* 0 when it has ended by itself */
    int64_t seat;                   /* its own; a replacement has the place of its victim, but another seat */
};

struct crowd {
    const struct options *options;
    struct referee *referee;
    struct tally *tallies;          /* by seat, in memory that is shared with the children */
    int64_t *place_of_seat;
    int64_t seats_used;
    int go[2];                      /* a pipe: its end is the sign to start */
    struct child *children;         /* by place */
    int64_t living;
    int64_t dying;
    int failure;                    /* what a child ended with that should not have ended; else 0 */
};

/* How many seats the storm may need. */
int64_t crowd_seats(const struct options *options);

void crowd_open(struct crowd *crowd, const struct options *options, struct referee *referee);
void crowd_close(struct crowd *crowd);

/* Starts a contender in a place. It takes its seat and waits for the sign. */
void crowd_start(struct crowd *crowd, int64_t place);
void crowd_go(struct crowd *crowd);

bool crowd_is_ready(const struct crowd *crowd, int64_t place);
bool crowd_has_seats_left(const struct crowd *crowd);

/* Dooms, then kills: in this order, so that nobody takes a victim for an intruder. */
void crowd_kill(struct crowd *crowd, int64_t place);

/* Buries who has ended, and finds out who should not have. */
void crowd_reap(struct crowd *crowd, bool stopped);

#endif
