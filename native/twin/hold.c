#include "clock.h"
#include "commands.h"
#include "exits.h"
#include "lock.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

static void say(const char *what) {
    puts(what);
    fflush(stdout);
}

/* What is written to standard input does not matter, only that it ends. */
static bool has_ended(void) {
    char ignored[64];
    ssize_t got = read(STDIN_FILENO, ignored, sizeof ignored);
    return got == 0 || (got < 0 && errno != EINTR);
}

static void await_end(int64_t deadline) {
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int64_t left = deadline - now();
    while (left > 0) {
        int timeout = deadline == FOREVER ? -1 : (int) (left / MILLISECOND) + 1;
        if (poll(&input, 1, timeout) == 1 && has_ended()) {
            return;
        }
        left = deadline - now();
    }
}

int hold(const struct options *options) {
    struct lock lock;
    lock_open_or_end(&lock, options->lock, options->file);
    int entered = lock_enter(&lock, options->shared ? SHARED : EXCLUSIVE, FOREVER);
    if (entered != 0) {
        end_with(OS_ERROR, "%s: %s", options->file, refusal_text(entered));
    }
    say("held");
    int64_t time = options->milliseconds == UNSET ? FOREVER : options->milliseconds * MILLISECOND;
    await_end(after(now(), time));
    lock_leave(&lock);
    say("released");
    lock_close(&lock);
    return CLEAN;
}
