#ifndef MORTISE_FLOCK_LOOP_H
#define MORTISE_FLOCK_LOOP_H

/* Locks and unlocks an open file so many times; 0, or the errno of the first call that failed. */
int flock_pairs(int fd, int pairs);

#endif
