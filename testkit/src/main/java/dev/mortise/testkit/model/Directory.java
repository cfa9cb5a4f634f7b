package dev.mortise.testkit.model;

import java.util.Arrays;

/**
 * A directory's entries, in the order of their keys: that order does not depend on history, and a listing goes on behind
 * the key where it stopped whatever came or went meanwhile.
 */
final class Directory implements Body {

    /** No inode has this number. */
    static final int NONE = 0;

    private static final int BYTES = 4096;
    private static final Component[] NO_NAMES = {};
    private static final int[] NO_INODES = {};

    private final int parent;
    private final Component[] names;
    private final int[] inodes;
    private final long entriesHash;

    private Directory(int parent, Component[] names, int[] inodes, long entriesHash) {
        this.parent = parent;
        this.names = names;
        this.inodes = inodes;
        this.entriesHash = entriesHash;
    }

    static Directory emptyBelow(int parent) {
        return new Directory(parent, NO_NAMES, NO_INODES, 0);
    }

    @Override
    public long size() {
        return BYTES;
    }

    @Override
    public long hash() {
        return Mix.of(parent, entriesHash);
    }

    int parent() {
        return parent;
    }

    Directory below(int newParent) {
        return new Directory(newParent, names, inodes, entriesHash);
    }

    boolean isEmpty() {
        return names.length == 0;
    }

    int count() {
        return names.length;
    }

    Component name(int index) {
        return names[index];
    }

    int inode(int index) {
        return inodes[index];
    }

    /** The inode of that name, or {@link #NONE}. */
    int find(Component name) {
        int at = indexOf(name);
        return at >= 0 ? inodes[at] : NONE;
    }

    /** Whether any entry is this inode. */
    boolean names(int inode) {
        for (int entry : inodes) {
            if (entry == inode) {
                return true;
            }
        }
        return false;
    }

    /** The first entry whose key is not below. */
    int firstFrom(long key) {
        int low = 0;
        int high = names.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (names[middle].key() < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int indexOf(Component name) {
        int low = 0;
        int high = names.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = names[middle].compareTo(name);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** With this entry, in place of one of the same name if there is one. */
    Directory with(Component name, int inode) {
        int at = indexOf(name);
        return at >= 0 ? replaced(at, name, inode) : inserted(-at - 1, name, inode);
    }

    private Directory replaced(int at, Component name, int inode) {
        int[] newInodes = inodes.clone();
        newInodes[at] = inode;
        long hash = entriesHash - hashOf(name, inodes[at]) + hashOf(name, inode);
        return new Directory(parent, names, newInodes, hash);
    }

    private Directory inserted(int at, Component name, int inode) {
        Component[] newNames = Arrays.copyOf(names, names.length + 1);
        int[] newInodes = Arrays.copyOf(inodes, names.length + 1);
        System.arraycopy(names, at, newNames, at + 1, names.length - at);
        System.arraycopy(inodes, at, newInodes, at + 1, names.length - at);
        newNames[at] = name;
        newInodes[at] = inode;
        return new Directory(parent, newNames, newInodes, entriesHash + hashOf(name, inode));
    }

    Directory without(Component name) {
        int at = indexOf(name);
        if (at < 0) {
            return this;
        }
        Component[] newNames = Arrays.copyOf(names, names.length - 1);
        int[] newInodes = Arrays.copyOf(inodes, names.length - 1);
        System.arraycopy(names, at + 1, newNames, at, newNames.length - at);
        System.arraycopy(inodes, at + 1, newInodes, at, newNames.length - at);
        return new Directory(parent, newNames, newInodes, entriesHash - hashOf(name, inodes[at]));
    }

    private static long hashOf(Component name, int inode) {
        return Mix.of(name.key(), inode);
    }
}
