/* Loading. */
#include "mortise.h"

/* What is missing is thrown as the JVM names it, out of System.load: the one place where this library throws. */
JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved UNUSED) {
    JNIEnv *env;
    if ((*vm)->GetEnv(vm, (void **) &env, JNI_VERSION_1_8) != JNI_OK) {
        return JNI_ERR;
    }
    return locks_load(env) && stats_load(env) ? JNI_VERSION_1_8 : JNI_ERR;
}

SHIM(jint, interfaceVersion) {
    return MORTISE_INTERFACE;
}
