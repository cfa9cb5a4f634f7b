package dev.mortise.posix;

/** The contract, held by the backend over the Foreign Function &amp; Memory API. */
final class FfmPosixTest extends RealKernelContract {

    @Override
    public String backend() {
        return "ffm";
    }

    @Override
    protected String mayBeSkipped(BackendUnavailableException refusal) {
        if (Runtime.version().feature() < 22) {
            return String.valueOf(refusal.getMessage());
        }
        throw refusal;
    }
}
