package dev.mortise.testkit.model;

import org.jspecify.annotations.Nullable;

/**
 * A change of names that the disk does not know yet: one entry, or two that change together.
 *
 * @param directory where
 * @param name which entry
 * @param inode what it means now, or {@link Directory#NONE} for nothing
 * @param otherDirectory where the second entry lies, or {@link Directory#NONE} if there is none
 * @param otherName which
 * @param otherInode what it means now
 */
record Pending(
        int directory,
        Component name,
        int inode,
        int otherDirectory,
        @Nullable Component otherName,
        int otherInode) {

    static Pending one(int directory, Component name, int inode) {
        return new Pending(directory, name, inode, Directory.NONE, null, Directory.NONE);
    }

    boolean names(int wanted) {
        return inode == wanted || otherInode == wanted;
    }

    long hash() {
        long first = Mix.of(Mix.of(directory, name.key()), inode);
        return otherName == null ? first : Mix.of(first, Mix.of(Mix.of(otherDirectory, otherName.key()), otherInode));
    }

    /** For people; the directories are left out. */
    String say() {
        String first = name + (inode == Directory.NONE ? " is gone" : " is ino " + inode);
        String second = otherInode == Directory.NONE ? " is gone" : " is ino " + otherInode;
        return otherName == null ? first : first + ", " + otherName + second;
    }
}
