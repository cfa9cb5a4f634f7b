/**
 * Cross-process locks and durable files, written as plain Java protocols over one narrow door to the kernel.
 *
 * <p>Start with {@link dev.mortise.posix.Backends}, which opens the door, and {@link dev.mortise.posix.Posix}, which
 * is the door.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the test-kit is built after this module
module dev.mortise {
    requires static com.sun.jna;
    requires static org.jnrproject.jffi;
    requires static org.jnrproject.posix;
    requires static org.jspecify;

    exports dev.mortise.owner;
    exports dev.mortise.posix;
    exports dev.mortise.protocol to
            dev.mortise.testkit;
}
