package dev.mortise.posix;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Opens the door to the kernel: chooses a backend, or says exactly why none can be had.
 *
 * <p>{@code -Dmortise.backend=NAME} overrides the choice of {@link #best}.
 */
public final class Backends {

    /** The property that names a backend. */
    public static final String PROPERTY = "mortise.backend";

    /** In the order of preference. Each class has a static {@code open()}; none is loaded before it is asked for. */
    private enum Backend {
        FFM("dev.mortise.posix.ffm.FfmPosix", 22),
        JNI("dev.mortise.posix.jni.JniPosix", 17),
        JNR("dev.mortise.posix.jnr.JnrPosix", 17),
        JNA("dev.mortise.posix.jna.JnaPosix", 17);

        private final String className;
        private final int oldestJava;

        Backend(String className, int oldestJava) {
            this.className = className;
            this.oldestJava = oldestJava;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Posix open() {
            int java = Runtime.version().feature();
            if (java < oldestJava) {
                throw new BackendUnavailableException(
                        "backend " + label() + " needs Java " + oldestJava + ", this is Java " + java,
                        "run on Java " + oldestJava + " or newer, or use another backend");
            }
            try {
                return (Posix) Class.forName(className).getMethod("open").invoke(null);
            } catch (InvocationTargetException e) {
                throw refusal(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new BackendUnavailableException(
                        "backend " + label() + " is not in this jar", "use a complete mortise.jar", e);
            }
        }

        private RuntimeException refusal(@Nullable Throwable cause) {
            if (cause instanceof BackendUnavailableException unavailable) {
                return unavailable;
            }
            return new BackendUnavailableException(
                    "backend " + label() + " failed to start: " + cause,
                    "please report this, with your Java version and platform",
                    cause == null ? new IllegalStateException("no cause") : cause);
        }
    }

    /**
     * Whether a backend can be used here.
     *
     * @param name as {@link #named} takes it
     * @param refusal why not and what to do, or null if it can be used
     */
    public record Report(String name, @Nullable BackendUnavailableException refusal) {

        /**
         * Tells whether it can be used.
         *
         * @return true if it can
         */
        public boolean usable() {
            return refusal == null;
        }
    }

    private Backends() {}

    /**
     * Opens the backend named by {@code -Dmortise.backend}, else the first that works, in the order of {@link #names}.
     *
     * @return a backend
     * @throws BackendUnavailableException if the named one, or every one, is refused; it lists each reason
     */
    public static Posix best() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted != null) {
            return named(wanted);
        }
        List<BackendUnavailableException> refusals = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            try {
                return backend.open();
            } catch (BackendUnavailableException e) {
                refusals.add(e);
            }
        }
        throw noneOf(refusals);
    }

    /**
     * Opens a backend by name.
     *
     * @param name one of {@link #names}
     * @return the backend
     * @throws BackendUnavailableException if there is none of that name or it is refused
     */
    public static Posix named(String name) {
        for (Backend backend : Backend.values()) {
            if (backend.label().equals(name)) {
                return backend.open();
            }
        }
        throw new BackendUnavailableException(
                "there is no backend '" + name + "'", "choose one of " + String.join(", ", names()));
    }

    /**
     * The names of all backends.
     *
     * @return in the order of preference
     */
    public static List<String> names() {
        return List.of(Backend.values()).stream().map(Backend::label).toList();
    }

    /**
     * Tries every backend.
     *
     * @return one report each, in the order of preference
     */
    public static List<Report> survey() {
        List<Report> reports = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            reports.add(report(backend));
        }
        return List.copyOf(reports);
    }

    private static Report report(Backend backend) {
        try {
            backend.open();
            return new Report(backend.label(), null);
        } catch (BackendUnavailableException e) {
            return new Report(backend.label(), e);
        }
    }

    private static BackendUnavailableException noneOf(List<BackendUnavailableException> refusals) {
        List<String> reasons = refusals.stream()
                .map(BackendUnavailableException::reason)
                .distinct()
                .toList();
        List<String> remedies = refusals.stream()
                .map(BackendUnavailableException::remedy)
                .distinct()
                .toList();
        BackendUnavailableException none = new BackendUnavailableException(
                "no backend can be used here: " + String.join("; ", reasons), String.join(", or ", remedies));
        refusals.forEach(none::addSuppressed);
        return none;
    }
}
