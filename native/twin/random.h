#ifndef TWIN_RANDOM_H
#define TWIN_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

/* splitmix64: any seed will do. */
static inline uint64_t random_next(struct random *random) {
    uint64_t z = random->state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static inline int64_t random_below(struct random *random, int64_t bound) {
    return (int64_t) (random_next(random) % (uint64_t) bound);
}

static inline bool random_percent(struct random *random, int64_t percent) {
    return percent > 0 && random_below(random, 100) < percent;
}

#endif
