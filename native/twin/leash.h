#ifndef TWIN_LEASH_H
#define TWIN_LEASH_H

/*
 * Standard input as a leash, as a Java contender has it: one byte is the sign to start, and once nobody can write to
 * it any more the process ends at once, even blocked in the kernel.
 */
void leash_await_start(void);

#endif
