package dev.mortise.posix;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.mortise.posix.abi.Architecture;

/** The backend for tests that need any; without a C compiler, old Java has none, and they are skipped. */
public final class TestBackend {

    private TestBackend() {}

    /**
     * Opens the best.
     *
     * @return the backend
     */
    public static Posix best() {
        try {
            return Backends.best();
        } catch (BackendUnavailableException e) {
            return abort(unlessBuilt(e));
        }
    }

    /**
     * Names the best, for a child JVM.
     *
     * @return its name
     */
    public static String nameOfBest() {
        return Backends.survey().stream()
                .filter(Backends.Report::usable)
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** A refusal's words, if it is for want of a C compiler; otherwise it is thrown. */
    static String unlessBuilt(BackendUnavailableException refusal) {
        String library = "/native/linux-" + Architecture.current().label() + "/libmortise.so";
        if (Posix.class.getResource(library) != null) {
            throw refusal;
        }
        return String.valueOf(refusal.getMessage());
    }
}
