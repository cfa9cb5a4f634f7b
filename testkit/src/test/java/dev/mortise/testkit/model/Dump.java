package dev.mortise.testkit.model;

/** A state in full, in words. */
final class Dump {

    private final World world;
    private final StringBuilder text = new StringBuilder();

    private Dump(World world) {
        this.world = world;
    }

    static String of(World world) {
        Dump dump = new Dump(world);
        dump.text.append(world.numbers).append(' ').append(world.leaps).append('\n');
        for (Inode inode : world.inodes) {
            if (inode != null) {
                dump.add(inode);
            }
        }
        for (ProcessEntry entry : world.entries) {
            dump.add(entry);
        }
        for (Pending change : world.pending) {
            dump.text.append(change).append('\n');
        }
        return dump.text.toString();
    }

    private void add(Inode inode) {
        Metadata metadata = inode.metadata();
        text.append(inode.number())
                .append(" links ")
                .append(inode.links())
                .append(inode.isLinkable())
                .append(inode.isTold());
        text.append(" mode ").append(metadata.mode()).append(' ').append(metadata.modified());
        text.append(' ').append(metadata.changed()).append(' ').append(words(inode.body()));
        Body stable = inode.stable();
        text.append(" stable ").append(stable == null ? "" : words(stable)).append('\n');
    }

    private static String words(Body body) {
        if (!(body instanceof Directory directory)) {
            return body.size() + " " + body;
        }
        StringBuilder entries = new StringBuilder("below " + directory.parent());
        for (int i = 0; i < directory.count(); i++) {
            entries.append(' ').append(directory.name(i)).append('=').append(directory.inode(i));
        }
        return entries.toString();
    }

    private void add(ProcessEntry entry) {
        text.append(entry.life() == Life.GONE ? "" : entry.pid()).append(' ').append(entry.life());
        for (int fd = 0; fd < entry.descriptorLimit(); fd++) {
            Description description = world.description(entry.reference(fd));
            if (description != null) {
                text.append(" fd ").append(fd).append(entry.wasGiven(fd) ? " given" : "");
                text.append(" ref ").append(entry.reference(fd)).append(' ').append(words(description));
            }
        }
        for (Inode inode : world.inodes) {
            if (inode != null && !entry.recordLocks().on(inode.number()).isEmpty()) {
                text.append(" record ").append(inode.number());
                text.append(' ').append(entry.recordLocks().on(inode.number()));
            }
        }
        text.append('\n');
    }

    private static String words(Description description) {
        return description.inode() + "@" + description.position() + " lock " + description.flock() + " "
                + description.ranges() + " " + description.isReadable() + description.isWritable();
    }
}
