#ifndef TWIN_SAMPLE_H
#define TWIN_SAMPLE_H

#include <stdint.h>

/* One value for each round. */
enum { MOST_ROUNDS = 1000 };

struct sample {
    int count;
    double values[MOST_ROUNDS];
};

static inline void sample_add(struct sample *sample, double value) {
    sample->values[sample->count++] = value;
}

/* Sorts the values, in place. */
void sort(double *values, int64_t count);

/* Of sorted values. */
double percentile(const double *values, int64_t count, int percent);

/* Prints "name":{"min":…,"median":…,"max":…}. */
void sample_print(const char *name, struct sample *sample);

#endif
