#include "flock_loop.h"

#include <errno.h>
#include <sys/file.h>

int flock_pairs(int fd, int pairs) {
    for (int i = 0; i < pairs; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) != 0 || flock(fd, LOCK_UN) != 0) {
            return errno;
        }
    }
    return 0;
}
