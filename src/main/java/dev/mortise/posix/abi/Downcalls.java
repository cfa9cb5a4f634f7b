package dev.mortise.posix.abi;

/**
 * The few ways into native code of which {@link SyscallPosix} makes the whole port: one implementation for each library
 * that can call C.
 *
 * <p>Every argument is a {@code long}, since every argument of these calls fits a register. No implementation may hold
 * up the garbage collector while a call runs: it may block for as long as another process keeps a lock.
 */
public interface Downcalls {

    /**
     * Calls {@code syscall(2)}.
     *
     * @param scratch lent to this call; where errno may be captured
     * @param number the call's number
     * @param a first argument
     * @param b second argument
     * @param c third argument
     * @param d fourth argument
     * @param e fifth argument; no call of the port has more
     * @return what the kernel answered, or {@code -errno}
     */
    long syscall(Scratch scratch, long number, long a, long b, long c, long d, long e);

    /**
     * Calls {@code clock_gettime} of the C library, which answers without entering the kernel. It never blocks.
     *
     * @param clock which one
     * @param timespec the address to fill
     * @return 0, or another number if refused
     */
    int clockGettime(int clock, long timespec);

    /**
     * Asks for a function of the C library.
     *
     * @param function its name
     * @return whether this C library has it
     */
    boolean has(String function);

    /**
     * Finds a function of the C library.
     *
     * @param function its name
     * @return its address
     * @throws UnsatisfiedLinkError if there is none
     */
    long address(String function);

    /**
     * Calls a function of the C library that answers an {@code int}. Not for hot paths.
     *
     * @param function its name
     * @param arguments at most six
     * @return its answer
     */
    int function(String function, long... arguments);

    /**
     * Makes memory for a pool: any thread may use it, closing it does nothing, and it is freed some time after the last
     * reference is gone.
     *
     * @param bytes how much
     * @return memory of undefined contents
     */
    NativeMemory pooled(int bytes);

    /**
     * Makes memory for one call of this thread, which closes it.
     *
     * @param bytes how much, at least one
     * @return memory of undefined contents
     * @throws OutOfMemoryError if there is none
     */
    NativeMemory borrowed(int bytes);
}
