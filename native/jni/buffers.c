/* Copies between the Java heap and the C stack. */
#include "mortise.h"

#include <stdlib.h>

bool name_copy(JNIEnv *env, struct name *target, jbyteArray source) {
    jsize length = (*env)->GetArrayLength(env, source);
    if (length > NAME_BYTES) {
        return false;
    }
    (*env)->GetByteArrayRegion(env, source, 0, length, (jbyte *) target->bytes);
    /* Another thread may write to the array after Java has checked it. */
    target->bytes[length - 1] = 0;
    return true;
}

bool buffer_open(struct buffer *buffer, jint wanted) {
    buffer->size = wanted < MOST_BYTES ? wanted : MOST_BYTES;
    buffer->bytes = buffer->size <= SMALL_BYTES ? buffer->small : malloc((size_t) buffer->size);
    return buffer->bytes != NULL;
}

void buffer_close(struct buffer *buffer) {
    if (buffer->bytes != buffer->small) {
        free(buffer->bytes);
    }
}

void buffer_drain(JNIEnv *env, const struct buffer *buffer, jint filled, jbyteArray target, jint from) {
    if (filled > 0 && filled <= buffer->size) {
        (*env)->SetByteArrayRegion(env, target, from, filled, buffer->bytes);
    }
}
