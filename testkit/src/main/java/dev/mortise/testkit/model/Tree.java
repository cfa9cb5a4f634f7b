package dev.mortise.testkit.model;

import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** The names of a world, for people and for oracles. */
final class Tree {

    private static final String BELOW_HOME = World.HOME + "/";

    private final World world;
    private final TreeMap<String, Inode> paths = new TreeMap<>();

    Tree(World world) {
        this.world = world;
        visit(World.ROOT, "");
    }

    private void visit(int number, String path) {
        Directory directory = inode(number).directory();
        for (int i = 0; i < directory.count(); i++) {
            Inode inode = inode(directory.inode(i));
            String below = path + "/" + directory.name(i);
            paths.put(below, inode);
            if (inode.isDirectory()) {
                visit(inode.number(), below);
            }
        }
    }

    private Inode inode(int number) {
        return Objects.requireNonNull(world.inodes[number]);
    }

    List<String> paths() {
        return List.copyOf(paths.keySet());
    }

    String line() {
        List<String> files = new ArrayList<>();
        paths.forEach((path, inode) -> {
            if (!path.equals(World.HOME)) {
                files.add(nameOf(path) + " -> " + what(inode) + locks(inode.number()));
            }
        });
        for (Inode inode : world.inodes) {
            if (inode != null && !paths.containsValue(inode) && inode.number() != World.ROOT) {
                files.add("(no name) " + what(inode) + locks(inode.number()));
            }
        }
        return files.isEmpty() ? "empty" : String.join("; ", files);
    }

    private static String nameOf(String path) {
        return path.startsWith(BELOW_HOME) ? path.substring(BELOW_HOME.length()) : path;
    }

    private static String what(Inode inode) {
        String number = "ino " + inode.number();
        if (inode.isDirectory()) {
            return number + " directory";
        }
        return inode.isPipe() ? number + " pipe" : number + " " + text(inode.body());
    }

    private static String text(Body body) {
        return body instanceof SymbolicLink link ? "to " + link.target() : body.toString();
    }

    private String locks(int inode) {
        StringBuilder locks = new StringBuilder();
        for (int process = 0; process < world.entries.length; process++) {
            ProcessEntry entry = world.entries[process];
            for (int fd = 0; fd < entry.descriptorLimit(); fd++) {
                Description description = world.description(entry.reference(fd));
                if (description != null && description.inode() == inode) {
                    locks.append(locks(description, letter(process) + fd));
                }
            }
            if (!entry.recordLocks().on(inode).isEmpty()) {
                locks.append(" record ")
                        .append(entry.recordLocks().on(inode))
                        .append(' ')
                        .append(letter(process));
            }
        }
        return locks.toString();
    }

    private static String locks(Description description, String holder) {
        String whole = description.flock() == Description.UNLOCKED
                ? ""
                : description.flock() == Posix.LOCK_EX ? " EX " + holder : " SH " + holder;
        return description.ranges().isEmpty() ? whole : whole + " range " + description.ranges() + " " + holder;
    }

    private static String letter(int process) {
        return Character.toString('A' + process);
    }
}
