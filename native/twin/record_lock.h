#ifndef TWIN_RECORD_LOCK_H
#define TWIN_RECORD_LOCK_H

#include <fcntl.h>

/* Range locks of open file descriptions. The kernel wants l_pid to be 0, and may write to the structure. */

static inline struct flock record(int type, off_t start, off_t length) {
    return (struct flock) {.l_type = (short) type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
}

#endif
