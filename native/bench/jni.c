/* The loops inside a JVM: the same process, the same many threads, the same shared table of descriptors. */
#include "loops.h"

#include <errno.h>
#include <jni.h>
#include <string.h>

#define LOOP(name, ...) \
    JNIEXPORT jint JNICALL Java_dev_mortise_benchmarks_CLoop_##name(JNIEnv *env, jclass type, __VA_ARGS__)
#define UNUSED \
    (void) env; \
    (void) type

enum { NAME_BYTES = 256, LONGEST_TRANSFER = 4096 };

struct name {
    char bytes[NAME_BYTES];
};

/* It comes with its NUL. */
static int name_copy(JNIEnv *env, struct name *name, jbyteArray source) {
    jsize length = (*env)->GetArrayLength(env, source);
    if (length > NAME_BYTES) {
        return ENAMETOOLONG;
    }
    (*env)->GetByteArrayRegion(env, source, 0, length, (jbyte *) name->bytes);
    return 0;
}

LOOP(flockPairs, jint fd, jint count) {
    UNUSED;
    return flock_pairs(fd, count);
}

LOOP(ofdLockPairs, jint fd, jint count) {
    UNUSED;
    return ofd_lock_pairs(fd, count);
}

LOOP(ofdProbes, jint fd, jint count) {
    UNUSED;
    return ofd_probes(fd, count);
}

LOOP(fstats, jint fd, jint count) {
    UNUSED;
    return fstats(fd, count);
}

LOOP(statxs, jint dirfd, jbyteArray name, jint count) {
    (void) type;
    struct name copy;
    int refused = name_copy(env, &copy, name);
    return refused != 0 ? refused : statxs(dirfd, copy.bytes, count);
}

LOOP(preads, jint fd, jint length, jint count) {
    UNUSED;
    char buffer[LONGEST_TRANSFER];
    return length <= LONGEST_TRANSFER ? preads(fd, buffer, (size_t) length, count) : EINVAL;
}

LOOP(pwrites, jint fd, jint length, jint count) {
    UNUSED;
    char buffer[LONGEST_TRANSFER];
    memset(buffer, 1, sizeof buffer);
    return length <= LONGEST_TRANSFER ? pwrites(fd, buffer, (size_t) length, count) : EINVAL;
}

LOOP(monotonicClocks, jint count) {
    UNUSED;
    return clocks(CLOCK_MONOTONIC, count);
}

LOOP(bootClocks, jint count) {
    UNUSED;
    return clocks(CLOCK_BOOTTIME, count);
}

LOOP(realtimeClocks, jint count) {
    UNUSED;
    return clocks(CLOCK_REALTIME, count);
}

LOOP(getpids, jint count) {
    UNUSED;
    return getpids(count);
}

LOOP(openClosePairs, jint dirfd, jbyteArray name, jint count) {
    (void) type;
    struct name copy;
    int refused = name_copy(env, &copy, name);
    return refused != 0 ? refused : open_close_pairs(dirfd, copy.bytes, count);
}
