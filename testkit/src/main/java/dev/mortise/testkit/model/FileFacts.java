package dev.mortise.testkit.model;

import dev.mortise.posix.FileStat;

/** What {@code stat} told. */
final class FileFacts {

    private final long device;
    private final int inode;
    private final int links;
    private final long size;
    private final Metadata metadata;

    FileFacts(Inode inode, long device) {
        this.device = device;
        this.inode = inode.number();
        this.links = inode.links();
        this.size = inode.body().size();
        this.metadata = inode.metadata();
    }

    void fill(FileStat out) {
        out.setIdentity(device, inode, metadata.mode(), links);
        out.setAttributes(metadata.uid(), metadata.gid(), size, metadata.modified(), metadata.changed());
    }

    /** Attributes are no part of what is told. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileFacts that
                && device == that.device
                && inode == that.inode
                && links == that.links
                && size == that.size
                && sameMetadata(that.metadata);
    }

    private boolean sameMetadata(Metadata that) {
        return metadata == that
                || (metadata.mode() == that.mode()
                        && metadata.uid() == that.uid()
                        && metadata.gid() == that.gid()
                        && metadata.modified() == that.modified()
                        && metadata.changed() == that.changed());
    }

    @Override
    public int hashCode() {
        return (inode * 31 + links) * 31 + Long.hashCode(size + metadata.changed());
    }

    @Override
    public String toString() {
        return "ino " + inode + (links == 0 ? " without a name" : "");
    }
}
