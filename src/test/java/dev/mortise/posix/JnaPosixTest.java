package dev.mortise.posix;

/** The contract, held by the backend over JNA. */
final class JnaPosixTest extends RealKernelContract {

    @Override
    public String backend() {
        return "jna";
    }
}
