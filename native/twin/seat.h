#ifndef TWIN_SEAT_H
#define TWIN_SEAT_H

#include "lock.h"
#include "referee.h"

/*
 * A contender's part of the protocol with the referee: the same steps in the same order as
 * dev.mortise.testkit.storm.Seat, whose table tells what a kill means at each of them.
 */

struct seat {
    struct referee *referee;
    struct seat_words *words;
    pid_t pid;
    int64_t word;
    int64_t overlaps;       /* seen from this seat */
    int64_t lost;           /* updates of others that one of ours has overwritten */
    bool owns_word;
    int64_t owner_met;      /* by one that is inside together with others */
    int64_t counter_met;
};

/* Sits down and says that it is ready. False if the seat has been used: that happens once. */
bool seat_take(struct seat *seat, struct referee *referee, int64_t number);

/* To be called as soon as the lock under test says that it is held. */
void seat_enter(struct seat *seat, enum mode mode);

/* One more, without any atomicity of its own; between the two calls something may be done. */
int64_t seat_begin_update(struct seat *seat);
void seat_end_update(struct seat *seat, int64_t value);

/* To be called just before the lock under test is let go. */
void seat_leave(struct seat *seat, enum mode mode);

/* How long the lock under test let us wait. */
void seat_waited(struct seat *seat, int64_t nanos);

/* That the lock under test was not had in time. */
void seat_gave_up(struct seat *seat);

/* Decides whether the update of a process that ended inside happened. */
void seat_resolve(struct referee *referee, struct seat_words *victim);

#endif
