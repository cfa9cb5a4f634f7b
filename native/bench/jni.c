/* The loop inside a JVM: the same process, the same many threads, the same shared table of descriptors. */
#include "flock_loop.h"

#include <jni.h>

JNIEXPORT jint JNICALL Java_dev_mortise_benchmarks_CLoop_flockPairs(JNIEnv *env, jclass type, jint fd, jint pairs) {
    (void) env;
    (void) type;
    return flock_pairs(fd, pairs);
}
