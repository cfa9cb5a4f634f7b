#ifndef TWIN_WAKEUP_H
#define TWIN_WAKEUP_H

#include <stdint.h>

/* A call that may block. It answers 0 or -errno. */
typedef int blocking_call(int fd, int operation);

/* To be said once in each process before call_until: a child does not inherit the timer. */
void wakeup_prepare(void);

/* Makes the call until it answers something else than -EINTR, or the moment has come: then -ETIMEDOUT. */
int call_until(int64_t moment, blocking_call *call, int fd, int operation);

#endif
