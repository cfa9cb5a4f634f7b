#include "exits.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void end_with(enum exit_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("twin: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(status);
}
