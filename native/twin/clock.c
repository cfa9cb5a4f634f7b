#include "clock.h"

#include <errno.h>
#include <time.h>

int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * SECOND + time.tv_nsec;
}

int64_t after(int64_t moment, int64_t span) {
    return span > FOREVER - moment ? FOREVER : moment + span;
}

int64_t earlier(int64_t one, int64_t other) {
    return one < other ? one : other;
}

void sleep_until(int64_t moment) {
    struct timespec time = {.tv_sec = moment / SECOND, .tv_nsec = moment % SECOND};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR) {
    }
}

void spin_until(int64_t moment) {
    while (now() < moment) {
    }
}
