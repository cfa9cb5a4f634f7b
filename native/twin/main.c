/*
 * The same locks in C: a peer for the fork tests, which shares with Java nothing but the protocol, and the speed of
 * light for the benchmarks.
 *
 *   twin contend    --lock KIND --file F --ref R --count N | --seconds S  --seed S  [--hold-ns N] [--think-ns N]
 *                   [--shared-percent P] [--timeout-percent P] [--ordinal N] [--leash]
 *   twin hold       --lock KIND --file F  [--shared] [--milliseconds N]
 *   twin kill-storm --lock KIND --file F --ref R --processes N --seconds S --kills-per-second K --seed S
 *                   [--wedge-after-ms N], and of contend's [--hold-ns N] [--think-ns N] [--shared-percent P]
 *                   [--timeout-percent P]
 *   twin measure    pair    --lock KIND --file F  [--rounds N] [--milliseconds N]
 *   twin measure    first   --lock kernel | kernel-bare --file F  [--rounds N] [--milliseconds N] [--as-java]
 *                   [--files N]
 *   twin measure    handoff --lock KIND --file F  [--rounds N] [--milliseconds N] [--hold-ns N] [--think-ns N]
 *
 * KIND     kernel             flock on a permanent file, verified, behind the gate     (kernel_lock.c)
 *          kernel-bare        flock and nothing around it                              (bare_lock.c)
 *          range              a range lock of the open file description                (range_lock.c)
 *          broken             a planted fault: must be caught                          (broken_lock.c)
 *          gate-without-tick  a planted fault: a stopped waiter stops everybody        (kernel_lock.c)
 *
 * contend     one process at the referee R (referee.h); made if there is none. --hold-ns is spent inside without giving
 *             up the processor, --think-ns is slept outside; without both a little random work is done. Of the tries
 *             --timeout-percent have a random deadline of up to 4 ms, every fourth of those none at all: one try.
 *             --ordinal is the seat; else the first one that is free is taken. --leash: leash.h.
 * hold        says "held", and "released" when standard input has ended or the time is over.
 * kill-storm  makes the referee; forks contenders, kills some of them, and looks for overlaps, lost updates and wedges.
 *             It ends with the first overlap.
 * measure     pair: enter and leave, alone in the process and beside an idle thread. first: open, fstat, flock, stat of
 *             the name, unlock, close, on F.0 to F.(N-1) in turn; with --as-java all that Java has the kernel do there.
 *             handoff: from one process leaving to the other, which waits, being inside.
 *
 * The last line on standard output is one JSON object; standard error has what is wrong. Ends with 0; 3 exclusion was
 * broken, or nobody came in for too long; 64 usage; 66 cannot open; 71 the kernel refused something.
 */
#include "commands.h"

int main(int count, char **arguments) {
    struct options options = options_of(count, arguments);
    switch (options.command) {
        case CONTEND: return contend(&options);
        case HOLD: return hold(&options);
        case KILL_STORM: return kill_storm(&options);
        default: return measure(&options);
    }
}
