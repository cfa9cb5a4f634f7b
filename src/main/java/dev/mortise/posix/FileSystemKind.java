package dev.mortise.posix;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of file system, and what its kind means for locks.
 *
 * @param magic the number by which the kernel tells it
 * @param name such as {@code tmpfs}
 * @param trust whether locks can be relied on there
 * @param consequence one sentence, empty if there is nothing to know
 */
public record FileSystemKind(long magic, String name, Trust trust, String consequence) {

    /** What a caller can rely on. */
    public enum Trust {
        /** Locks exclude every process of this machine. */
        FULL,
        /** Likewise, and nothing outlives the machine. */
        NOT_DURABLE,
        /** Locks exclude among those who come by the same mount. */
        WITHIN_ONE_MOUNT,
        /** Somebody else decides what a lock means: refused unless the caller states a policy. */
        ON_POLICY,
        /** No place for lock files. */
        NONE
    }

    private static final long FUSE = 0x65735546L;

    /** Where {@code flock} and an open file description's lock were seen not to see each other. */
    private static final Set<String> TWO_KINDS_OF_LOCKS = Set.of("ext", "xfs", "btrfs", "tmpfs");

    private static final String UNKNOWN = "unknown";

    private static final String POLICY = "; refused unless the caller states a policy";
    private static final String NOT_DURABLE =
            "nothing here is durable: the files are gone with the mount or the machine";
    private static final String BY_THE_SERVER =
            "locks live on a server, and one that the client loses touch with may give them to somebody else" + POLICY;
    private static final String STACKED =
            "locks exclude within this one mount; a file seen through the merged and through the upper directory, or"
                    + " through two mounts on one lower directory, is two files and excludes nobody: let the processes"
                    + " share a volume instead";
    private static final String SHARED_FOLDER =
            "a host's folder: locks stay in this guest or are not kept at all" + POLICY;
    private static final String CLUSTER =
            "several machines mount it; whether flock reaches the others depends on its options" + POLICY;
    private static final String READ_ONLY = "it is read-only by nature: no lock file can be made here";
    private static final String WITHOUT_LINKS =
            "locks exclude on this machine; there are no hard links and no owners, and a name may mean another in a"
                    + " different case";
    private static final String KERNELS = "the kernel makes these files up: no lock file can be made here";

    private static final List<FileSystemKind> TABLE = List.of(
            local(0xEF53L, "ext"),
            local(0x58465342L, "xfs"),
            local(0x9123683EL, "btrfs"),
            local(0xF2F52010L, "f2fs"),
            local(0xCA451A4EL, "bcachefs"),
            local(0x2FC12FC1L, "zfs"),
            local(0x3153464AL, "jfs"),
            local(0x52654973L, "reiserfs"),
            local(0x3434L, "nilfs"),
            local(0x24051905L, "ubifs"),
            new FileSystemKind(0x4D44L, "vfat", Trust.FULL, WITHOUT_LINKS),
            new FileSystemKind(0x2011BAB0L, "exfat", Trust.FULL, WITHOUT_LINKS),
            new FileSystemKind(0x01021994L, "tmpfs", Trust.NOT_DURABLE, NOT_DURABLE),
            new FileSystemKind(0x858458F6L, "ramfs", Trust.NOT_DURABLE, NOT_DURABLE),
            new FileSystemKind(0x794C7630L, "overlay", Trust.WITHIN_ONE_MOUNT, STACKED),
            new FileSystemKind(0x61756673L, "aufs", Trust.WITHIN_ONE_MOUNT, STACKED),
            new FileSystemKind(0xF15FL, "ecryptfs", Trust.WITHIN_ONE_MOUNT, STACKED),
            onPolicy(
                    0x6969L,
                    "nfs",
                    "flock is emulated by a lock on all bytes, so flock and range locks get in each other's way; a client"
                            + " that does not reach its server loses its locks after the lease, usually 90 s" + POLICY),
            onPolicy(0xFF534D42L, "smb", smb()),
            onPolicy(0xFE534D42L, "smb", smb()),
            onPolicy(0x517BL, "smb", smb()),
            onPolicy(
                    FUSE,
                    "fuse",
                    "the program behind the mount decides what a lock means; many keep locks on this machine only, some"
                            + " not at all" + POLICY),
            onPolicy(
                    0x01021997L,
                    "9p",
                    "flock is left to the server, and there are servers that grant every lock to everybody" + POLICY),
            onPolicy(
                    0x00C36400L,
                    "ceph",
                    "locks live on the metadata server; a client that is cut off loses them and may not notice"
                            + POLICY),
            onPolicy(0x5346414FL, "afs", BY_THE_SERVER),
            onPolicy(0x6B414653L, "afs", BY_THE_SERVER),
            onPolicy(0x73757245L, "coda", BY_THE_SERVER),
            onPolicy(0x564CL, "ncp", BY_THE_SERVER),
            onPolicy(0x01161970L, "gfs2", CLUSTER),
            onPolicy(0x7461636FL, "ocfs2", CLUSTER),
            onPolicy(0x0BD00BD0L, "lustre", CLUSTER),
            onPolicy(0x47504653L, "gpfs", CLUSTER),
            onPolicy(0x19830326L, "beegfs", CLUSTER),
            onPolicy(0x786F4256L, "vboxsf", SHARED_FOLDER),
            onPolicy(0xBACBACBCL, "vmhgfs", SHARED_FOLDER),
            onPolicy(0x7C7C6673L, "prl_fs", SHARED_FOLDER),
            none(0x73717368L, "squashfs", READ_ONLY),
            none(0x9660L, "iso9660", READ_ONLY),
            none(0xE0F5E1E2L, "erofs", READ_ONLY),
            none(0x28CD3D45L, "cramfs", READ_ONLY),
            none(0x9FA0L, "proc", KERNELS),
            none(0x62656572L, "sysfs", KERNELS),
            none(0x27E0EBL, "cgroup", KERNELS),
            none(0x63677270L, "cgroup2", KERNELS),
            none(0x1CD1L, "devpts", KERNELS),
            none(0x64626720L, "debugfs", KERNELS),
            none(0x74726163L, "tracefs", KERNELS),
            none(0x73636673L, "securityfs", KERNELS));

    private static FileSystemKind virtiofs() {
        return onPolicy(
                FUSE,
                "virtiofs",
                "unless its host forwards them, locks stay in this guest and exclude neither the host nor other guests"
                        + POLICY);
    }

    private static FileSystemKind local(long magic, String name) {
        return new FileSystemKind(magic, name, Trust.FULL, "");
    }

    private static FileSystemKind onPolicy(long magic, String name, String consequence) {
        return new FileSystemKind(magic, name, Trust.ON_POLICY, consequence);
    }

    private static FileSystemKind none(long magic, String name, String consequence) {
        return new FileSystemKind(magic, name, Trust.NONE, consequence);
    }

    private static String smb() {
        return "flock becomes a mandatory lock on all bytes at the server, or with the option nobrl a lock on this machine"
                + " only" + POLICY;
    }

    /**
     * The kind that a magic number means.
     *
     * @param magic the number, unsigned
     * @return the kind; one on policy for a number that nobody here knows
     */
    public static FileSystemKind of(long magic) {
        for (FileSystemKind kind : TABLE) {
            if (kind.magic == magic) {
                return kind;
            }
        }
        return onPolicy(
                magic,
                UNKNOWN,
                "nobody here knows what a lock means on this file system, which showed itself with the number "
                        + hex(magic) + POLICY);
    }

    /**
     * The kind of an open file. FUSE has one number for many; there the mount's own type says more.
     *
     * @param posix the door to the kernel
     * @param fd the file
     * @return {@link #unknown} when the kernel does not tell
     */
    public static FileSystemKind of(Posix posix, int fd) {
        long magic = posix.fstatfs(fd);
        if (magic < 0) {
            return unknown();
        }
        return magic == FUSE ? fuse(MountTable.typeOf(posix, fd)) : of(magic);
    }

    /**
     * The name of a directory's kind, or its number if that is all there is.
     *
     * @param posix the door to the kernel
     * @param directory the directory
     * @return the name
     */
    public static String nameOf(Posix posix, Path directory) {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        int fd = posix.openat(Posix.AT_FDCWD, Name.pathBytes(directory), flags, 0);
        FileSystemKind kind = fd < 0 ? unknown() : of(posix, fd);
        if (fd >= 0) {
            posix.close(fd);
        }
        return kind.name.equals(UNKNOWN) && kind.magic >= 0 ? "magic " + kind.magicText() : kind.name;
    }

    static FileSystemKind fuse(@Nullable String type) {
        FileSystemKind fuse = of(FUSE);
        if ("virtiofs".equals(type)) {
            return virtiofs();
        }
        return type == null ? fuse : new FileSystemKind(FUSE, type, fuse.trust, fuse.consequence);
    }

    /**
     * When it could not even be asked.
     *
     * @return a kind on policy
     */
    public static FileSystemKind unknown() {
        return onPolicy(-1, UNKNOWN, "");
    }

    /**
     * The number as people look it up.
     *
     * @return hexadecimal; {@code unknown} without one
     */
    public String magicText() {
        return magic < 0 ? UNKNOWN : hex(magic);
    }

    /**
     * Tells whether {@code flock} and a lock on a range of bytes never get in each other's way here.
     *
     * @return whether that was seen
     */
    public boolean keepsRangesApart() {
        return TWO_KINDS_OF_LOCKS.contains(name);
    }

    private static String hex(long magic) {
        return String.format(Locale.ROOT, "0x%x", magic);
    }
}
