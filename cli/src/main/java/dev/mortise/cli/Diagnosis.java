package dev.mortise.cli;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Errno;
import dev.mortise.posix.FileSystemKind;
import dev.mortise.testkit.probe.Feature;
import dev.mortise.testkit.probe.Finding;
import dev.mortise.testkit.probe.Findings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found.
 *
 * @param kernel its name
 * @param jdk this JVM's name
 * @param triedWith the backend that tried it, or null if none could
 * @param path the directory, printable
 * @param fileSystem what it lies on
 * @param findings what it can do
 * @param backends every backend
 */
record Diagnosis(
        String kernel,
        String jdk,
        @Nullable String triedWith,
        String path,
        FileSystemKind fileSystem,
        Findings findings,
        List<Backend> backends) {

    /**
     * One backend.
     *
     * @param name as {@code --backend} takes it
     * @param usable whether it is
     * @param reason why, or why not
     * @param remedy what to do, empty if it is usable
     */
    record Backend(String name, boolean usable, String reason, String remedy) {

        static List<Backend> all() {
            List<Backend> all = new ArrayList<>();
            for (Backends.Report report : Backends.survey()) {
                all.add(of(report.name(), report.refusal()));
            }
            return List.copyOf(all);
        }

        private static Backend of(String name, @Nullable BackendUnavailableException refusal) {
            return refusal == null
                    ? new Backend(name, true, "it opens on this Java and this platform", "")
                    : new Backend(name, false, refusal.reason(), refusal.remedy());
        }
    }

    /** Whether this user may not make anything here: what the directory could do remains unknown. */
    boolean isForbidden() {
        return findings.unmade() == Errno.EACCES || findings.unmade() == Errno.EPERM;
    }

    /** Whether there is a backend at all. */
    boolean isAnyUsable() {
        return backends.stream().anyMatch(Backend::usable);
    }

    /** The last line. */
    String verdict() {
        if (triedWith == null) {
            return isAnyUsable()
                    ? "Nothing was tried: the backend that was named could not be opened, but another can."
                    : "Mortise cannot be used here: no backend could be opened.";
        }
        if (findings.unmade() != 0) {
            return "Mortise cannot be used here: no file can be made, " + Errno.describe(findings.unmade()) + ".";
        }
        Finding flock = findings.of(Feature.FLOCK);
        if (!flock.isOk()) {
            return "Mortise cannot be used here: " + flock.why() + ".";
        }
        return switch (fileSystem.trust()) {
            case FULL -> "Mortise can be used here" + limits() + ".";
            case NOT_DURABLE -> "Mortise can be used here for locks, not for durable files" + limits() + ".";
            case WITHIN_ONE_MOUNT -> "Mortise can be used here by processes that share this mount" + limits() + ".";
            case ON_POLICY -> "Mortise refuses this file system unless the caller states a policy" + limits() + ".";
            case NONE -> "Mortise cannot be used here.";
        };
    }

    private String limits() {
        return findings.areOk() ? "" : ", within the limits above";
    }
}
