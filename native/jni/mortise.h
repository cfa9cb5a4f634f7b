/*
 * The native half of dev.mortise.posix.jni.Shim: one function here for each native method there.
 *
 * Every function answers a value >= 0 or -errno and throws nothing; C knows nothing of Java's exceptions. Arguments were
 * checked in Java: no reference is null, every region lies inside its array, every name ends with its only NUL.
 *
 * Bytes are copied between the Java heap and the C stack. GetPrimitiveArrayCritical would save the copy, but it holds
 * off the garbage collector, and a call may block for as long as another process keeps a lock.
 */
#ifndef MORTISE_H
#define MORTISE_H

#include <errno.h>
#include <jni.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The interface between this library and its jar. Raise it, with NativeLibrary.INTERFACE, at every change of either. */
enum { MORTISE_INTERFACE = 1 };

#define UNUSED __attribute__((unused))

/* Opens the definition of a native method of Shim. */
#define SHIM(type, name, ...) \
    JNIEXPORT type JNICALL Java_dev_mortise_posix_jni_Shim_##name(JNIEnv *env UNUSED, jclass shim UNUSED, ##__VA_ARGS__)

enum {
    NAME_BYTES = 4096,      /* PATH_MAX, with the NUL: the kernel refuses longer names itself */
    SMALL_BYTES = 8192,     /* transfers up to this size need no malloc */
    MOST_BYTES = 1 << 20,   /* no transfer is larger */
    NANOS_PER_SECOND = 1000000000
};

/* What the C library answered, as the port wants it. To be called before anything else can touch errno. */
static inline jint answer(long result) {
    return result < 0 ? -errno : (jint) result;
}

/* ---- buffers.c ---- */

struct name {
    char bytes[NAME_BYTES];
};

/* Copies a NUL-terminated name; false if it is longer than the kernel would take. */
bool name_copy(JNIEnv *env, struct name *target, jbyteArray source);

struct buffer {
    jbyte *bytes;
    jint size;
    jbyte small[SMALL_BYTES];
};

/* Makes room for `wanted` bytes, or for MOST_BYTES if that is less; false if there is no memory. */
bool buffer_open(struct buffer *buffer, jint wanted);
void buffer_close(struct buffer *buffer);

/* Copies what a call has filled to the Java array. An answer beyond the buffer is a size that was asked for. */
void buffer_drain(JNIEnv *env, const struct buffer *buffer, jint filled, jbyteArray target, jint from);

/* ---- fields.c ---- */

/* A field of a Java class that the library fills. */
struct field {
    jfieldID *id;
    const char *name;
    const char *type;
};

/* Finds fields; false, with the JVM's own error pending, if the class is not the one that this library knows. */
bool fields_find(JNIEnv *env, const char *class_name, const struct field *fields, size_t count);

/* What each concern needs from Java: found once when the library is loaded, constant from then on. */
bool locks_load(JNIEnv *env);
bool stats_load(JNIEnv *env);

#endif
