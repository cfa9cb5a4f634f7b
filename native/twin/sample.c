#include "sample.h"

#include <stdio.h>
#include <stdlib.h>

static int compare(const void *one, const void *other) {
    double difference = *(const double *) one - *(const double *) other;
    return (difference > 0) - (difference < 0);
}

void sort(double *values, int64_t count) {
    qsort(values, (size_t) count, sizeof *values, compare);
}

/* Between two values, the middle of them counts as the median. */
double percentile(const double *values, int64_t count, int percent) {
    if (count == 0) {
        return 0;
    }
    double at = (double) (count - 1) * percent / 100;
    int64_t below = (int64_t) at;
    int64_t above = below + 1 < count ? below + 1 : below;
    return values[below] + (values[above] - values[below]) * (at - (double) below);
}

void sample_print(const char *name, struct sample *sample) {
    sort(sample->values, sample->count);
    printf("\"%s\":{\"min\":%.1f,\"median\":%.1f,\"max\":%.1f}", name, percentile(sample->values, sample->count, 0),
            percentile(sample->values, sample->count, 50), percentile(sample->values, sample->count, 100));
}
