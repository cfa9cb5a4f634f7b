package dev.mortise.posix.abi;

/**
 * Where {@code struct stat} keeps what differs between architectures. Device, inode, size and times lie at the same
 * offsets on both.
 *
 * @param size of the whole structure
 * @param mode offset of {@code st_mode}, four bytes
 * @param links offset of {@code st_nlink}
 * @param linksBytes its width
 * @param uid offset of {@code st_uid}
 * @param gid offset of {@code st_gid}
 */
public record StatLayout(int size, int mode, int links, int linksBytes, int uid, int gid) {

    /** Offset of {@code st_dev}, eight bytes. */
    public static final int DEVICE = 0;
    /** Offset of {@code st_ino}, eight bytes. */
    public static final int INODE = 8;
    /** Offset of {@code st_size}, eight bytes. */
    public static final int LENGTH = 48;
    /** Offset of {@code st_mtim}, a {@code struct timespec}. */
    public static final int MODIFIED = 88;
    /** Offset of {@code st_ctim}, a {@code struct timespec}. */
    public static final int CHANGED = 104;
}
