package dev.mortise.testkit.probe;

/** What a directory may be able to do. */
public enum Feature {
    /** An exclusive {@code flock} excludes. */
    FLOCK,
    /** An exclusive OFD lock excludes. */
    OFD,
    /** {@code flock} and OFD locks on one file do not see each other. */
    INDEPENDENT,
    /** A file is made without a name, and given a free one when it is complete. */
    OTMPFILE,
    /** A second name is given only if it is free. */
    LINK,
    /** A file is renamed only to a free name. */
    RENAME_NOREPLACE,
    /** {@code fsync} of the directory. */
    DIRFSYNC
}
