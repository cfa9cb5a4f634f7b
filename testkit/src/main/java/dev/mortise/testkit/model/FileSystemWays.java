package dev.mortise.testkit.model;

import java.util.Set;

/**
 * Where kinds of file systems differ from one another, and one of them from the model, and all are right.
 *
 * @param countsDirectories whether a directory's links are two and one for each directory in it; btrfs always says one, and overlay does so of merged ones
 * @param fullIsThere whether a directory that is not empty is refused by {@code rename} with EEXIST, as xfs does, and not with ENOTEMPTY; POSIX
 *     allows both
 */
public record FileSystemWays(boolean countsDirectories, boolean fullIsThere) {

    private static final Set<String> WITHOUT_DIRECTORY_LINKS = Set.of("btrfs", "overlay");
    private static final String XFS = "xfs";

    /**
     * Tells them of a kind.
     *
     * @param kind its name
     * @return as ext4, unless it is known better
     */
    public static FileSystemWays of(String kind) {
        return new FileSystemWays(!WITHOUT_DIRECTORY_LINKS.contains(kind), kind.equals(XFS));
    }
}
