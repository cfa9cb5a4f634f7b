#ifndef TWIN_EXITS_H
#define TWIN_EXITS_H

#include <string.h>

/* What the program ends with; the numbers that `mortise` has, too. */
enum exit_status {
    CLEAN = 0,
    VIOLATION = 3,
    USAGE = 64,
    CANNOT_OPEN = 66,
    INTERNAL = 70,
    OS_ERROR = 71
};

/* Says one sentence on standard error and ends the process. */
_Noreturn void end_with(enum exit_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
