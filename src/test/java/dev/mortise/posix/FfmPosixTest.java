package dev.mortise.posix;

/** The contract, held by the backend over the Foreign Function &amp; Memory API. */
final class FfmPosixTest extends RealKernelContract {

    @Override
    public String backend() {
        return "ffm";
    }
}
