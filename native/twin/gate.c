#include "gate.h"

#include "record_lock.h"

#include <errno.h>

#define GATE_START ((off_t) 1 << 62)
#define GATE_LENGTH 1

bool gate_is_taken(int fd) {
    struct flock lock = record(F_WRLCK, GATE_START, GATE_LENGTH);
    return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK && lock.l_pid == -1
            && lock.l_start == GATE_START && lock.l_len == GATE_LENGTH;
}

int gate_enter(int fd, int operation) {
    (void) operation;
    struct flock lock = record(F_WRLCK, GATE_START, GATE_LENGTH);
    return fcntl(fd, F_OFD_SETLKW, &lock) == 0 ? 0 : -errno;
}

void gate_leave(int fd) {
    struct flock lock = record(F_UNLCK, GATE_START, GATE_LENGTH);
    fcntl(fd, F_OFD_SETLK, &lock);
}
