package dev.mortise.posix.jni;

import dev.mortise.posix.BackendUnavailableException;

/** A program for {@link ChildJvm}: opens the backend twice and says how that went, in one line. */
final class OpenJni {

    private OpenJni() {}

    /** Ends with 0 if the backend can be had, with 3 if it is refused. */
    public static void main(String[] args) {
        try {
            JniPosix.open();
            System.setProperty(NativeLibrary.DIRECTORY_PROPERTY, "/nowhere");
            System.out.println("opened by " + JniPosix.open().getpid());
        } catch (BackendUnavailableException e) {
            System.out.println(e.getMessage());
            System.exit(3);
        }
    }
}
