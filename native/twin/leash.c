#include "leash.h"

#include "exits.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static void end_if_let_go(int signal) {
    (void) signal;
    int error = errno;
    struct pollfd leash = {.fd = STDIN_FILENO};
    if (poll(&leash, 1, 0) == 1) {
        _exit(CLEAN);
    }
    errno = error;
}

/* The kernel signals what happens to the pipe; what happened before is looked for. */
static void watch(void) {
    struct sigaction action = {.sa_handler = end_if_let_go, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    int flags = fcntl(STDIN_FILENO, F_GETFL);
    if (sigaction(SIGIO, &action, NULL) != 0 || fcntl(STDIN_FILENO, F_SETOWN, getpid()) != 0
            || fcntl(STDIN_FILENO, F_SETFL, flags | O_ASYNC) != 0) {
        end_with(OS_ERROR, "standard input is no leash: %s", strerror(errno));
    }
    end_if_let_go(SIGIO);
}

void leash_await_start(void) {
    char sign;
    ssize_t got;
    do {
        got = read(STDIN_FILENO, &sign, 1);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
        _exit(CLEAN);
    }
    watch();
}
