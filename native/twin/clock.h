#ifndef TWIN_CLOCK_H
#define TWIN_CLOCK_H

#include <stdint.h>

/* Moments and spans, in nanoseconds of the monotonic clock, which all processes of a machine share. */

#define MICROSECOND INT64_C(1000)
#define MILLISECOND INT64_C(1000000)
#define SECOND INT64_C(1000000000)

/* The moment that never comes, and the span that never ends. */
#define FOREVER INT64_MAX

int64_t now(void);

/* Never wraps: anything after FOREVER is FOREVER. */
int64_t after(int64_t moment, int64_t span);

int64_t earlier(int64_t one, int64_t other);

void sleep_until(int64_t moment);

void spin_until(int64_t moment);

#endif
