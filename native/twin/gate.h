#ifndef TWIN_GATE_H
#define TWIN_GATE_H

#include <stdbool.h>

/*
 * The gate: a range lock on one byte that no file has. Who waits for the lock stands in it, and the others queue
 * behind: so whoever has just left does not come in again at once. flock does not see range locks, so safety never
 * rests on it.
 */

/* Whether somebody stands in it. A stranger's lock on the whole file is no gate. */
bool gate_is_taken(int fd);

/* A blocking_call; the operation is not looked at. */
int gate_enter(int fd, int operation);
void gate_leave(int fd);

#endif
