/* Loading. */
#include "mortise.h"

struct callbacks callbacks;

static jmethodID method(JNIEnv *env, const char *class_name, const char *name, const char *signature) {
    jclass owner = (*env)->FindClass(env, class_name);
    return owner == NULL ? NULL : (*env)->GetMethodID(env, owner, name, signature);
}

/* The classes belong to the class loader that loads this library, so they live as long as it does. */
static bool find_callbacks(JNIEnv *env) {
    const char *stat = "dev/mortise/posix/FileStat";
    const char *lock = "dev/mortise/posix/LockInfo";
    return (callbacks.set_identity = method(env, stat, "setIdentity", "(JJIJ)V")) != NULL
            && (callbacks.set_attributes = method(env, stat, "setAttributes", "(IIJJJ)V")) != NULL
            && (callbacks.set_lock = method(env, lock, "set", "(IJJI)V")) != NULL;
}

/* What is missing is thrown as the JVM names it, out of System.load: the one place where this library throws. */
JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved UNUSED) {
    JNIEnv *env;
    if ((*vm)->GetEnv(vm, (void **) &env, JNI_VERSION_1_8) != JNI_OK) {
        return JNI_ERR;
    }
    return find_callbacks(env) ? JNI_VERSION_1_8 : JNI_ERR;
}

SHIM(jint, interfaceVersion) {
    return MORTISE_INTERFACE;
}
