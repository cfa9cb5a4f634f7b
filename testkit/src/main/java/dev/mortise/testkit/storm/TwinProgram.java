package dev.mortise.testkit.storm;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same locks in C, {@code native/twin}: a contender that shares nothing with Java but the protocol. It lies where
 * {@code -Dmortise.twin} says, else where the build put it; without a C compiler there is none.
 */
final class TwinProgram {

    private static final Map<Class<?>, String> KINDS = Map.of(KernelLocks.class, "kernel", RangeLocks.class, "range");

    private TwinProgram() {}

    static @Nullable Path find() {
        String told = System.getProperty("mortise.twin");
        Path program = told == null ? besideTheClasses() : Path.of(told);
        return program != null && Files.isExecutable(program) ? program.toAbsolutePath() : null;
    }

    private static @Nullable Path besideTheClasses() {
        CodeSource source = TwinProgram.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? null
                    : Path.of(source.getLocation().toURI())
                            .resolveSibling("native")
                            .resolve("twin");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its word for a lock; null if it has no such lock. */
    static @Nullable String kind(Class<?> lock) {
        return KINDS.get(lock);
    }
}
