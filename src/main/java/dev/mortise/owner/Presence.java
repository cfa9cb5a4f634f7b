package dev.mortise.owner;

/** The byte by which a holder shows that it is there, also to those who cannot see its process. */
public final class Presence {

    /** The byte after the one where those stand in line who wait. No file is as long. */
    public static final long BYTE = (1L << 62) + 1;

    private Presence() {}
}
