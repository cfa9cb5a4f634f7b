package dev.mortise.posix;

/** The contract, held by the backend over jnr-posix. */
final class JnrPosixTest extends RealKernelContract {

    @Override
    public String backend() {
        return "jnr";
    }
}
