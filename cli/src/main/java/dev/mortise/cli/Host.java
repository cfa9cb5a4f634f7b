package dev.mortise.cli;

import dev.mortise.posix.KernelName;
import dev.mortise.posix.Posix;
import org.jspecify.annotations.Nullable;

/** What this runs on. */
final class Host {

    private Host() {}

    /** As the kernel itself tells; as the JVM believes if there is no door to the kernel. */
    static String kernel(@Nullable Posix posix) {
        if (posix == null) {
            return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                    + System.getProperty("os.arch");
        }
        KernelName kernel = KernelName.of(posix);
        return kernel.system() + " " + kernel.release() + " " + kernel.machine();
    }

    static String jdk() {
        return Runtime.version() + " (" + System.getProperty("java.vm.name") + ")";
    }
}
