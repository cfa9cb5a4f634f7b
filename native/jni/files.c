/* Files: open, read, write, force. */
#include "mortise.h"

#include <fcntl.h>
#include <unistd.h>

/* Posix.CURRENT_POSITION: read and write where the descriptor stands. */
enum { CURRENT_POSITION = -1 };

SHIM(jint, openat, jint dirfd, jbyteArray name, jint flags, jint mode) {
    struct name path;
    if (!name_copy(env, &path, name)) {
        return -ENAMETOOLONG;
    }
    return answer(openat(dirfd, path.bytes, flags, mode));
}

SHIM(jint, close, jint fd) {
    return answer(close(fd));
}

static ssize_t read_at(int fd, struct buffer *buffer, jlong offset) {
    size_t size = (size_t) buffer->size;
    return offset == CURRENT_POSITION ? read(fd, buffer->bytes, size) : pread(fd, buffer->bytes, size, offset);
}

SHIM(jint, pread, jint fd, jbyteArray target, jint from, jint length, jlong offset) {
    struct buffer buffer;
    if (!buffer_open(&buffer, length)) {
        return -ENOMEM;
    }
    jint filled = answer(read_at(fd, &buffer, offset));
    buffer_drain(env, &buffer, filled, target, from);
    buffer_close(&buffer);
    return filled;
}

static ssize_t write_at(int fd, const struct buffer *buffer, jlong offset) {
    size_t size = (size_t) buffer->size;
    return offset == CURRENT_POSITION ? write(fd, buffer->bytes, size) : pwrite(fd, buffer->bytes, size, offset);
}

SHIM(jint, pwrite, jint fd, jbyteArray source, jint from, jint length, jlong offset) {
    struct buffer buffer;
    if (!buffer_open(&buffer, length)) {
        return -ENOMEM;
    }
    (*env)->GetByteArrayRegion(env, source, from, buffer.size, buffer.bytes);
    jint written = answer(write_at(fd, &buffer, offset));
    buffer_close(&buffer);
    return written;
}

SHIM(jint, ftruncate, jint fd, jlong length) {
    return answer(ftruncate(fd, length));
}

SHIM(jint, fsync, jint fd) {
    return answer(fsync(fd));
}

SHIM(jint, fdatasync, jint fd) {
    return answer(fdatasync(fd));
}

SHIM(jint, fcntlSetFd, jint fd, jint flags) {
    return answer(fcntl(fd, F_SETFD, flags));
}
