/*
 * Getting out of a call that blocks in the kernel.
 *
 * Problem: flock and F_OFD_SETLKW take no deadline. A signal whose handler was set without SA_RESTART ends them with
 * EINTR, but a signal that comes just before the call is spent on nothing, and the call then blocks all the same.
 *
 * Mechanism: as long as somebody waits, the handler sets the timer again, one millisecond ahead. So a lost signal
 * costs a millisecond.
 *
 * The timer is not stopped when a wait ends early. Setting it costs a call, and who waits ten thousand times in a
 * second for a moment 100 ms ahead sets it ten times so: one that is set for an earlier moment serves, and the
 * handler moves it on. A signal that nobody waits for does nothing.
 */
#include "wakeup.h"

#include "clock.h"
#include "exits.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define AGAIN (1 * MILLISECOND)

static timer_t timer;

/* Shared with the handler. */
static atomic_bool waiting;
static _Atomic int64_t wanted;
static _Atomic int64_t set_for = FOREVER;

static void set_timer(int64_t moment) {
    set_for = moment;
    struct itimerspec time = {.it_value = {.tv_sec = moment / SECOND, .tv_nsec = moment % SECOND}};
    timer_settime(timer, TIMER_ABSTIME, &time, NULL);
}

static void ring(int signal) {
    (void) signal;
    int error = errno;
    set_for = FOREVER;
    if (waiting) {
        int64_t next = after(now(), AGAIN);
        set_timer(wanted > next ? wanted : next);
    }
    errno = error;
}

void wakeup_prepare(void) {
    struct sigaction action = {.sa_handler = ring};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGALRM, &action, NULL) != 0 || timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) {
        end_with(OS_ERROR, "no timer: %s", strerror(errno));
    }
}

/* In this order: once somebody waits, the handler looks after the timer. */
static void begin(int64_t moment) {
    wanted = moment;
    waiting = true;
    if (set_for > moment) {
        set_timer(moment);
    }
}

static int call_forever(blocking_call *call, int fd, int operation) {
    int answer;
    do {
        answer = call(fd, operation);
    } while (answer == -EINTR);
    return answer;
}

int call_until(int64_t moment, blocking_call *call, int fd, int operation) {
    if (moment == FOREVER) {
        return call_forever(call, fd, operation);
    }
    begin(moment);
    int answer;
    do {
        answer = call(fd, operation);
    } while (answer == -EINTR && now() < moment);
    waiting = false;
    return answer == -EINTR ? -ETIMEDOUT : answer;
}
