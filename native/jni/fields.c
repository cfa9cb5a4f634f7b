/* Finding what the library fills in Java. */
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
