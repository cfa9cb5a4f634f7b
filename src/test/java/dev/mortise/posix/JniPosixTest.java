package dev.mortise.posix;

/** The contract, held by the backend over JNI; left out when the library was built without a C compiler. */
final class JniPosixTest extends RealKernelContract {

    @Override
    public String backend() {
        return "jni";
    }

    @Override
    protected String mayBeSkipped(BackendUnavailableException refusal) {
        return TestBackend.unlessBuilt(refusal);
    }
}
