#ifndef TWIN_FLOCK_PROTOCOL_H
#define TWIN_FLOCK_PROTOCOL_H

#include <sys/types.h>

/*
 * The lock file: permanent, never removed, never read or written. The same rules and the same refusals as
 * dev.mortise.protocol.FlockProtocol, which tells why.
 *
 * Every function answers a value >= 0, -errno, or a refusal, which is smaller than every -errno.
 */

enum refusal {
    STALE = -5001,          /* the name means another file by now, or none */
    NOT_REGULAR = -5002,    /* the name means a directory, a FIFO or a device */
    NOT_OURS = -5003,       /* the file belongs neither to this user nor to root */
    HARD_LINKED = -5004     /* the file has another name besides this one */
};

/* Why not, in words. */
const char *refusal_text(int refusal);

struct lock_file {
    int directory;
    const char *name;
    int fd;
    dev_t device;           /* of the open file: they cannot change, so they are asked for once */
    ino_t inode;
};

/* Resolves the directory of a path, once; the file itself is not opened. The path is kept. */
int lock_file_find(struct lock_file *file, const char *path);

/* Opens the file on a description of its own, and creates it if there is none. */
int lock_file_open(struct lock_file *file);
void lock_file_close(struct lock_file *file);

/* Opens it again, because the name means another file. */
int lock_file_reopen(struct lock_file *file);

/* Whether the name still means this file: 0 or STALE. */
int lock_file_verify(const struct lock_file *file);

/* flock(2): with LOCK_NB or a blocking_call. */
int flock_enter(int fd, int operation);
int flock_leave(int fd);

#endif
