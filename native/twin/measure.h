#ifndef TWIN_MEASURE_H
#define TWIN_MEASURE_H

#include "options.h"

enum { USUAL_ROUNDS = 5 };

static inline int64_t or_else(int64_t value, int64_t usual) {
    return value == UNSET ? usual : value;
}

/* Each prints the members of the result that are its own. */
void measure_calls(const struct options *options);
void measure_handoff(const struct options *options);

#endif
