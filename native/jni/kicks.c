/* Waking a thread that is blocked in the kernel. */
#include "mortise.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef void (*handler)(int);

/*
 * What a kick does to the thread it reaches: nothing, so that all that is left of it is EINTR.
 *
 * The C library's abs takes the signal's number, touches nothing and returns. An empty function of this library's own
 * would do, but its address would be another one for each backend and for each class loader that has the library, and
 * every one of them would take the others' handler for a stranger's.
 */
static handler nothing(void) {
    return (handler) (void (*)(void)) abs;
}

/* Puts the handler in place, without SA_RESTART, where nobody else has one. Two threads may do so at once. */
static jint prepare(int signal) {
    struct sigaction present;
    if (sigaction(signal, NULL, &present) != 0) {
        return -errno;
    }
    if (present.sa_handler == nothing()) {
        return 0;
    }
    if (present.sa_handler != SIG_DFL) {
        return -EBUSY;
    }
    struct sigaction action = {.sa_handler = nothing()};
    return answer(sigaction(signal, &action, NULL));
}

SHIM(jint, kick, jint tid, jint signal) {
    jint refused = prepare(signal);
    return refused != 0 ? refused : answer(syscall(SYS_tgkill, getpid(), tid, signal));
}
