package dev.mortise.testkit.model;

import dev.mortise.posix.Posix;
import java.util.ArrayList;
import java.util.List;

/** Flags as timelines show them. */
final class Words {

    private Words() {}

    static String open(int flags) {
        List<String> words = new ArrayList<>();
        words.add(access(flags));
        boolean nameless = (flags & Posix.O_TMPFILE) == Posix.O_TMPFILE;
        add(words, nameless, "TMPFILE");
        add(words, !nameless && (flags & Posix.O_DIRECTORY) != 0, "DIRECTORY");
        add(words, (flags & Posix.O_CREAT) != 0, "CREAT");
        add(words, (flags & Posix.O_EXCL) != 0, "EXCL");
        add(words, (flags & Posix.O_APPEND) != 0, "APPEND");
        add(words, (flags & Posix.O_NONBLOCK) != 0, "NONBLOCK");
        add(words, (flags & Posix.O_NOFOLLOW) != 0, "NOFOLLOW");
        add(words, (flags & Posix.O_PATH) != 0, "PATH");
        return String.join("|", words);
    }

    private static String access(int flags) {
        return switch (flags & (Posix.O_WRONLY | Posix.O_RDWR)) {
            case Posix.O_RDONLY -> "RDONLY";
            case Posix.O_WRONLY -> "WRONLY";
            default -> "RDWR";
        };
    }

    static String flock(int operation) {
        String kind =
                switch (operation & ~Posix.LOCK_NB) {
                    case Posix.LOCK_SH -> "SH";
                    case Posix.LOCK_EX -> "EX";
                    case Posix.LOCK_UN -> "UN";
                    default -> Integer.toString(operation);
                };
        return (operation & Posix.LOCK_NB) != 0 ? kind + "|NB" : kind;
    }

    static String range(int type, long start, long length) {
        String kind =
                switch (type) {
                    case Posix.F_RDLCK -> "SH";
                    case Posix.F_WRLCK -> "EX";
                    case Posix.F_UNLCK -> "UN";
                    default -> Integer.toString(type);
                };
        return kind + " [" + start + ", +" + (length == 0 ? "" : length) + ")";
    }

    /** Where a name starts: nothing for the working directory as such. */
    static String at(int dirfd) {
        return dirfd == Posix.AT_FDCWD ? "" : dirfd + ", ";
    }

    static String flags(String before, int flags) {
        return flags == 0 ? "" : before + "0x" + Integer.toHexString(flags);
    }

    private static void add(List<String> words, boolean holds, String word) {
        if (holds) {
            words.add(word);
        }
    }
}
