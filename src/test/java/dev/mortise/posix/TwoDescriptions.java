package dev.mortise.posix;

/** One file, {@code f}, opened twice: what one description holds, the other meets. */
record TwoDescriptions(int a, int b) {

    static TwoDescriptions of(Workspace here) {
        return new TwoDescriptions(here.create("f"), here.again("f"));
    }
}
