#include "measure.h"

#include "commands.h"
#include "exits.h"
#include "lock.h"

#include <inttypes.h>
#include <stdio.h>

int measure(const struct options *options) {
    bool handoff = strcmp(options->subject, "handoff") == 0;
    bool first = strcmp(options->subject, "first") == 0;
    if (!handoff && !first && strcmp(options->subject, "pair") != 0) {
        end_with(USAGE, "measure what: pair, first or handoff, not '%s'", options->subject);
    }
    if (first && strcmp(options->lock, "kernel") != 0 && strcmp(options->lock, "kernel-bare") != 0) {
        end_with(USAGE, "measure first knows the locks kernel and kernel-bare, not %s", options->lock);
    }
    if (options->as_java && !(first && strcmp(options->lock, "kernel") == 0)) {
        end_with(USAGE, "--as-java is for measure first --lock kernel");
    }
    if (options->files != UNSET && !first) {
        end_with(USAGE, "--files is for measure first");
    }
    lock_check_or_end(options->lock, options->file);
    printf("{\"measure\":\"%s\",\"lock\":\"%s\",\"unit\":\"ns\",\"rounds\":%" PRId64 ",", options->subject,
            options->lock, or_else(options->rounds, USUAL_ROUNDS));
    if (handoff) {
        fflush(stdout);
        measure_handoff(options);
    } else {
        measure_calls(options);
    }
    printf("}\n");
    return CLEAN;
}
