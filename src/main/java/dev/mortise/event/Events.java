package dev.mortise.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who watch. Each event is a flight recorder event where the JDK has a recorder, and a warning in the log
 * {@code dev.mortise}.
 */
public final class Events {

    private final Logger log = System.getLogger("dev.mortise");
    private final boolean recorder;

    /** Looks whether there is a recorder. */
    public Events() {
        this.recorder = hasRecorder();
    }

    private static boolean hasRecorder() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    }

    /**
     * A hold was dropped without being closed; its lock stays held.
     *
     * @param path the lock file
     * @param mode exclusive or shared
     * @param thread who acquired it
     * @param site where, if that was recorded
     */
    public void leaked(String path, String mode, String thread, @Nullable Throwable site) {
        String where = site == null ? "; run with -Dmortise.sites=true to learn where" : "";
        log.log(
                Level.WARNING,
                "a hold of " + path + " (" + mode + "), acquired by thread " + thread
                        + ", was dropped without being closed: the lock stays held until this process ends" + where,
                site);
        if (recorder) {
            HoldLeaked.commit(path, mode, thread);
        }
    }

    /** Locking was switched off for this process. */
    public void lockingIsOff() {
        log.log(
                Level.WARNING,
                "locking is switched off: locks are granted to everybody and exclude nobody, in this process and outside"
                        + " it, until it runs without withoutLocking()");
        if (recorder) {
            LockingIsOff.commit("locks exclude nobody");
        }
    }
}
