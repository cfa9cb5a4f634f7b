package dev.mortise.posix;

/** What a set of laws is tested on: a door to a kernel, a fresh directory, and the two things that the port cannot make. */
interface Ground {

    Posix posix();

    Workspace here();

    /** Makes a symbolic link in {@link #here}. */
    void symlink(byte[] target, Name name);

    /** A string as the port takes names. */
    default byte[] z(String text) {
        return Workspace.terminated(text);
    }
}
