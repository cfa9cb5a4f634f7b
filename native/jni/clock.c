/* Time and chance. */
#include "mortise.h"

#include <sys/random.h>
#include <time.h>

/* The C library answers this without entering the kernel. It refuses only a clock or an address that does not exist. */
static jlong now(clockid_t clock) {
    struct timespec time = {0};
    clock_gettime(clock, &time);
    return (jlong) time.tv_sec * NANOS_PER_SECOND + time.tv_nsec;
}

SHIM(jlong, monotonicNanos) {
    return now(CLOCK_MONOTONIC);
}

SHIM(jlong, bootNanos) {
    return now(CLOCK_BOOTTIME);
}

SHIM(jlong, realtimeNanos) {
    return now(CLOCK_REALTIME);
}

SHIM(jint, sleep, jlong nanos) {
    struct timespec time = {.tv_sec = nanos / NANOS_PER_SECOND, .tv_nsec = nanos % NANOS_PER_SECOND};
    return -clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL);
}

SHIM(jint, random, jbyteArray target) {
    struct buffer buffer;
    if (!buffer_open(&buffer, (*env)->GetArrayLength(env, target))) {
        return -ENOMEM;
    }
    jint filled = answer(getrandom(buffer.bytes, (size_t) buffer.size, 0));
    buffer_drain(env, &buffer, filled, target, 0);
    buffer_close(&buffer);
    return filled;
}
