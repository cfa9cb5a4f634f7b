package dev.mortise.posix;

import dev.mortise.posix.abi.Architecture;

/** The contract, held by the backend over JNI; left out when the library was built without a C compiler. */
final class JniPosixTest extends RealKernelContract {

    @Override
    public String backend() {
        return "jni";
    }

    @Override
    protected String mayBeSkipped(BackendUnavailableException refusal) {
        String library = "/native/linux-" + Architecture.current().label() + "/libmortise.so";
        if (Posix.class.getResource(library) != null) {
            throw refusal;
        }
        return String.valueOf(refusal.getMessage());
    }
}
