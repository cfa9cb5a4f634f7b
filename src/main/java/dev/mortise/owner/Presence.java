package dev.mortise.owner;

/** The byte by which a holder shows that it is there, also to those who cannot see its process. */
public final class Presence {

    /** Where those stand in line who wait. */
    static final long LINE = 1L << 62;

    /** The byte after that one. No file is as long. */
    public static final long BYTE = LINE + 1;

    private Presence() {}
}
