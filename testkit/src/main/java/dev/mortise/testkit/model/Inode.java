package dev.mortise.testkit.model;

import org.jspecify.annotations.Nullable;

/** A file. It lives while it has a name or a description, and on the disk of a model with durability also while that does. */
final class Inode {

    /** 8:1, as {@code makedev} packs it. */
    private static final long DISK = 0x801;

    private static final long PIPES = 14;

    private final int number;
    private final Metadata metadata;
    private final int links;
    private final boolean linkable;
    private final boolean told;
    private final boolean forceable;
    private final Body body;
    private final @Nullable Body stable;
    private final long hash;
    private @Nullable Result facts;

    private Inode(
            int number,
            Metadata metadata,
            int links,
            boolean linkable,
            boolean told,
            boolean forceable,
            Body body,
            @Nullable Body stable) {
        this.number = number;
        this.metadata = metadata;
        this.links = links;
        this.linkable = linkable;
        this.told = told;
        this.forceable = forceable;
        this.body = body;
        this.stable = stable;
        long named = links * 8L + (forceable ? 0 : 4) + (linkable ? 2 : 0) + (told ? 1 : 0);
        long held = Mix.of(body.hash(), stable == null ? 0 : stable.hash());
        this.hash = Mix.of(Mix.of(number, named), Mix.of(metadata.hash(), held));
    }

    static Inode of(int number, Metadata metadata, int links, Body body, @Nullable Body stable) {
        return new Inode(number, metadata, links, false, false, true, body, stable);
    }

    /** A file that has no name yet and may be given one. */
    static Inode nameless(int number, Metadata metadata, boolean linkable, @Nullable Body stable) {
        return new Inode(number, metadata, 0, linkable, false, true, Content.EMPTY, stable);
    }

    int number() {
        return number;
    }

    Metadata metadata() {
        return metadata;
    }

    int links() {
        return links;
    }

    /** Whether a file without a name may get one. */
    boolean isLinkable() {
        return linkable;
    }

    /** Whether any code was ever told its number. */
    boolean isTold() {
        return told;
    }

    Body body() {
        return body;
    }

    /** What a power cut leaves of the body; null in a model without durability. */
    @Nullable
    Body stable() {
        return stable;
    }

    boolean isRegular() {
        return body instanceof Content;
    }

    boolean isDirectory() {
        return body instanceof Directory;
    }

    boolean isSymlink() {
        return body instanceof SymbolicLink;
    }

    boolean isPipe() {
        return body instanceof Pipe;
    }

    /** Whether it lies in the file system, and not only behind descriptors. */
    boolean isOnDisk() {
        return isRegular() || isDirectory() || isSymlink();
    }

    Directory directory() {
        return (Directory) body;
    }

    long hash() {
        return hash;
    }

    Inode with(Metadata newMetadata) {
        return new Inode(number, newMetadata, links, linkable, told, forceable, body, stable);
    }

    Inode with(Body newBody, Metadata newMetadata) {
        return new Inode(number, newMetadata, links, linkable, told, true, newBody, stable);
    }

    Inode withStable(@Nullable Body newStable) {
        return new Inode(number, metadata, links, linkable, told, forceable, body, newStable);
    }

    /**
     * A force of it failed: what is in memory counts as written, and no later force writes it, unless it is written to again. In a file of more
     * than one page only the page is that was written to; the model's files have one.
     */
    Inode unforceable() {
        return new Inode(number, metadata, links, linkable, told, false, body, stable);
    }

    boolean isForceable() {
        return forceable;
    }

    Inode withLinks(int newLinks, Metadata newMetadata) {
        return new Inode(number, newMetadata, newLinks, false, told, forceable, body, stable);
    }

    /** As the disk has it. */
    Inode onDisk(int newLinks) {
        Body found = stable == null ? body : stable;
        return new Inode(number, metadata, newLinks, false, told, true, found, found);
    }

    Inode told() {
        return new Inode(number, metadata, links, linkable, true, forceable, body, stable);
    }

    /** What {@code stat} answers, made once. */
    Result facts() {
        Result known = facts;
        if (known == null) {
            known = Result.of(0, new FileFacts(this, isOnDisk() ? DISK : PIPES));
            facts = known;
        }
        return known;
    }
}
