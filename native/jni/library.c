/* Loading. */
#include "mortise.h"

/* The classes belong to the class loader that loads this library, so the fields live as long as it does. */
bool fields_find(JNIEnv *env, const char *class_name, const struct field *fields, size_t count) {
    jclass owner = (*env)->FindClass(env, class_name);
    bool found = owner != NULL;
    for (size_t i = 0; i < count && found; i++) {
        *fields[i].id = (*env)->GetFieldID(env, owner, fields[i].name, fields[i].type);
        found = *fields[i].id != NULL;
    }
    return found;
}

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
