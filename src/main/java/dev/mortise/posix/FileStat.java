package dev.mortise.posix;

/**
 * What a file is: filled by {@link Posix#fstat} and {@link Posix#statx}, owned by the caller, reusable.
 *
 * <p>Two files are the same if device and inode agree <em>while one of them is held open</em>: a freed inode number may
 * be given to the next file at once.
 */
public final class FileStat {

    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;
    private static final int SYMLINK = 0120000;
    private static final int REGULAR = 0100000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int DIRECTORY = 0040000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int FIFO = 0010000;

    private long device;
    private long inode;
    private int mode;
    private long links;
    private int uid;
    private int gid;
    private long size;
    private long modifiedNanos;
    private long changedNanos;

    /** Makes an empty description. */
    public FileStat() {}

    /**
     * Fills identity and kind; for implementers of {@link Posix}.
     *
     * @param newDevice device number, as {@code makedev} packs it
     * @param newInode inode number
     * @param newMode type and permission bits
     * @param newLinks number of names
     */
    public void setIdentity(long newDevice, long newInode, int newMode, long newLinks) {
        device = newDevice;
        inode = newInode;
        mode = newMode;
        links = newLinks;
    }

    /**
     * Fills the rest; for implementers of {@link Posix}.
     *
     * @param newUid owner
     * @param newGid group
     * @param newSize bytes
     * @param newModifiedNanos last change of the contents, since 1970
     * @param newChangedNanos last change of contents or metadata, since 1970
     */
    public void setAttributes(int newUid, int newGid, long newSize, long newModifiedNanos, long newChangedNanos) {
        uid = newUid;
        gid = newGid;
        size = newSize;
        modifiedNanos = newModifiedNanos;
        changedNanos = newChangedNanos;
    }

    /**
     * Compares identities; only meaningful while one of the two files is held open.
     *
     * @param other another description
     * @return whether both describe one inode
     */
    public boolean sameFile(FileStat other) {
        return device == other.device && inode == other.inode;
    }

    /**
     * Device number.
     *
     * @return as {@code makedev} packs it
     */
    public long device() {
        return device;
    }

    /**
     * Inode number.
     *
     * @return unique on its device while the file lives
     */
    public long inode() {
        return inode;
    }

    /**
     * Permission bits, with set-id and sticky bits.
     *
     * @return {@code 0..07777}
     */
    public int permissions() {
        return mode & 07777;
    }

    /**
     * Number of names.
     *
     * @return 0 when the last name is gone
     */
    public long links() {
        return links;
    }

    /**
     * Owner.
     *
     * @return user number
     */
    public int uid() {
        return uid;
    }

    /**
     * Group.
     *
     * @return group number
     */
    public int gid() {
        return gid;
    }

    /**
     * Length.
     *
     * @return bytes
     */
    public long size() {
        return size;
    }

    /**
     * Last change of the contents.
     *
     * @return nanoseconds since 1970
     */
    public long modifiedNanos() {
        return modifiedNanos;
    }

    /**
     * Last change of contents or metadata.
     *
     * @return nanoseconds since 1970
     */
    public long changedNanos() {
        return changedNanos;
    }

    /**
     * Tells whether this is a regular file.
     *
     * @return true for a regular file
     */
    public boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    /**
     * Tells whether this is a directory.
     *
     * @return true for a directory
     */
    public boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    /**
     * Tells whether this is a symbolic link.
     *
     * @return true for a symbolic link
     */
    public boolean isSymlink() {
        return (mode & TYPE) == SYMLINK;
    }

    /**
     * Names the kind of file, for messages.
     *
     * @return such as {@code "regular file"} or {@code "FIFO"}
     */
    public String kind() {
        return switch (mode & TYPE) {
            case REGULAR -> "regular file";
            case DIRECTORY -> "directory";
            case SYMLINK -> "symbolic link";
            case FIFO -> "FIFO";
            case SOCKET -> "socket";
            case BLOCK_DEVICE -> "block device";
            case CHARACTER_DEVICE -> "character device";
            default -> "file of unknown type";
        };
    }

    @Override
    public String toString() {
        return kind() + " dev " + device + " ino " + inode + " mode " + Integer.toOctalString(permissions()) + " links "
                + links + " uid " + uid + " size " + size;
    }
}
