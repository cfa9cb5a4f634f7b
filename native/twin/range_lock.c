/* RangeLock: a range lock of the open file description on the first hundred bytes, without a gate. */
#include "clock.h"
#include "lock.h"
#include "record_lock.h"
#include "wakeup.h"

#include <errno.h>
#include <stdbool.h>

enum { START = 0, LENGTH = 100 };

static int set(int fd, int command, int type) {
    struct flock lock = record(type, START, LENGTH);
    return fcntl(fd, command, &lock) == 0 ? 0 : -errno;
}

static int wait_for_range(int fd, int type) {
    return set(fd, F_OFD_SETLKW, type);
}

static int leave(struct lock *lock) {
    return set(lock->file.fd, F_OFD_SETLK, F_UNLCK);
}

static int enter_once(struct lock *lock, int type, int64_t deadline) {
    int entered = set(lock->file.fd, F_OFD_SETLK, type);
    if (entered == 0) {
        return lock_verify_if_due(lock, now());
    }
    if (entered != -EAGAIN && entered != -EACCES) {
        return entered;
    }
    if (deadline == ONE_TRY) {
        return -ETIMEDOUT;
    }
    entered = call_until(deadline, wait_for_range, lock->file.fd, type);
    return entered != 0 ? entered : lock_verify(lock);
}

static int enter(struct lock *lock, enum mode mode, int64_t deadline) {
    int type = mode == EXCLUSIVE ? F_WRLCK : F_RDLCK;
    while (true) {
        int entered = enter_once(lock, type, deadline);
        if (entered != STALE) {
            return entered;
        }
        leave(lock);
        int reopened = lock_file_reopen(&lock->file);
        if (reopened != 0) {
            return reopened;
        }
    }
}

const struct lock_kind range_lock = {"range", 0, enter, leave};
