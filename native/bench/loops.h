#ifndef MORTISE_LOOPS_H
#define MORTISE_LOOPS_H

#include <stddef.h>
#include <time.h>

/*
 * One loop for each hot call of the port: it makes the call, or the pair of calls, so many times. The answer is 0, or the
 * errno of the first call that failed.
 */

int flock_pairs(int fd, int count);
int ofd_lock_pairs(int fd, int count);
int ofd_probes(int fd, int count);
int fstats(int fd, int count);
int statxs(int dirfd, const char *name, int count);

/* At the start of the file; a shorter transfer answers EIO. */
int preads(int fd, void *buffer, size_t length, int count);
int pwrites(int fd, const void *buffer, size_t length, int count);

int clocks(clockid_t clock, int count);
int getpids(int count);
int open_close_pairs(int dirfd, const char *name, int count);

#endif
