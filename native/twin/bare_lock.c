/* flock and nothing around it: the control. Nobody looks whether the name still means the file. */
#include "lock.h"
#include "wakeup.h"

#include <errno.h>
#include <sys/file.h>

static int enter(struct lock *lock, enum mode mode, int64_t deadline) {
    int operation = flock_operation(mode);
    if (deadline != ONE_TRY) {
        return call_until(deadline, flock_enter, lock->file.fd, operation);
    }
    int entered = flock_enter(lock->file.fd, operation | LOCK_NB);
    return entered == -EAGAIN ? -ETIMEDOUT : entered;
}

static int leave(struct lock *lock) {
    return flock_leave(lock->file.fd);
}

const struct lock_kind bare_lock = {"kernel-bare", 0, enter, leave};
