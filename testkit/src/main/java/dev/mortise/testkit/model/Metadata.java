package dev.mortise.testkit.model;

/** What a file is besides its bytes and its names. */
final class Metadata {

    static final int TYPE = 0170000;
    static final int REGULAR = 0100000;
    static final int DIRECTORY = 0040000;
    static final int SYMLINK = 0120000;
    static final int FIFO = 0010000;

    private static final int PERMISSIONS = 07777;

    private final int mode;
    private final int uid;
    private final int gid;
    private final long modified;
    private final long changed;
    private final Attributes attributes;
    private final long hash;

    private Metadata(int mode, int uid, int gid, long modified, long changed, Attributes attributes) {
        this.mode = mode;
        this.uid = uid;
        this.gid = gid;
        this.modified = modified;
        this.changed = changed;
        this.attributes = attributes;
        long owner = Mix.of((long) uid << Integer.SIZE | gid, mode);
        this.hash = Mix.of(Mix.of(owner, modified), Mix.of(changed, attributes.hash()));
    }

    static Metadata of(int mode, int uid, long now) {
        return new Metadata(mode, uid, uid, now, now, Attributes.NONE);
    }

    int mode() {
        return mode;
    }

    int uid() {
        return uid;
    }

    int gid() {
        return gid;
    }

    long modified() {
        return modified;
    }

    long changed() {
        return changed;
    }

    Attributes attributes() {
        return attributes;
    }

    long hash() {
        return hash;
    }

    /** The contents changed. */
    Metadata modifiedAt(long now) {
        return now == modified && now == changed ? this : new Metadata(mode, uid, gid, now, now, attributes);
    }

    /** Something else changed. */
    Metadata changedAt(long now) {
        return now == changed ? this : new Metadata(mode, uid, gid, modified, now, attributes);
    }

    Metadata withPermissions(int permissions) {
        return new Metadata((mode & TYPE) | (permissions & PERMISSIONS), uid, gid, modified, changed, attributes);
    }

    Metadata withOwner(int newUid, int newGid) {
        return new Metadata(mode, newUid, newGid, modified, changed, attributes);
    }

    Metadata withModified(long nanos) {
        return new Metadata(mode, uid, gid, nanos, changed, attributes);
    }

    Metadata withAttributes(Attributes newAttributes) {
        return new Metadata(mode, uid, gid, modified, changed, newAttributes);
    }
}
