/**
 * Cross-process locks and durable files, written as plain Java protocols over one narrow door to the kernel.
 *
 * <p>Start with {@link dev.mortise.KernelLock}. Below it all lies {@link dev.mortise.posix.Posix}, the door to the kernel, which
 * {@link dev.mortise.posix.Backends} opens.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the test-kit is built after this module
module dev.mortise {
    requires static com.sun.jna;
    requires static org.jnrproject.jffi;
    requires static org.jnrproject.posix;
    requires static org.jspecify;
    requires static jdk.jfr;

    exports dev.mortise;
    exports dev.mortise.compat;
    exports dev.mortise.owner;
    exports dev.mortise.posix;
    exports dev.mortise.protocol to
            dev.mortise.testkit;
}
