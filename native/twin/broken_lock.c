/*
 * Broken: flock, nothing is verified, and the file is removed on release.
 *
 *   P.1  openat(L), flock    P is inside
 *   Q.1  openat(L)           the same file
 *   P.2  unlinkat(L), close
 *   Q.2  flock               granted: Q is inside, with a file that has no name
 *   R.1  openat(L)           creates another file
 *   R.2  flock               granted: R is inside as well
 */
#include "lock.h"

#include <errno.h>
#include <sys/file.h>
#include <unistd.h>

static int enter(struct lock *lock, enum mode mode, int64_t deadline) {
    int reopened = lock_file_reopen(&lock->file);
    return reopened != 0 ? reopened : bare_lock.enter(lock, mode, deadline);
}

static int leave(struct lock *lock) {
    unlinkat(lock->file.directory, lock->file.name, 0);
    return flock_leave(lock->file.fd);
}

const struct lock_kind broken_lock = {"broken", 0, enter, leave};
