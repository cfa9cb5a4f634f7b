package dev.mortise.posix.jni;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortise.posix.abi.Architecture;

/** The library that this build has made. */
final class ShimImage {

    private ShimImage() {}

    /** Skips the test where there is none. */
    static void assumeBuilt() {
        boolean built = ShimImage.class.getResource(resource()) != null;
        assumeTrue(built, "JNI backend left out: built without gcc");
    }

    /** Its bytes, or skips the test where there is none. */
    static byte[] bytes() {
        assumeBuilt();
        return NativeLibrary.image(resource());
    }

    private static String resource() {
        return NativeLibrary.resource(Architecture.current());
    }
}
