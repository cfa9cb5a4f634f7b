package dev.mortise.cli;

import dev.mortise.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Paths from the root, as bytes: the words of the command line need not fit the locale. */
final class AbsolutePath {

    private static final int PATH_MAX = 4096;

    private AbsolutePath() {}

    /** A path from the root; what the kernel calls the current directory stands before a relative one. */
    static byte[] of(Posix posix, byte[] path) {
        if (path.length > 0 && path[0] == '/') {
            return path;
        }
        byte[] current = new byte[PATH_MAX];
        int length = posix.readlinkat(Posix.AT_FDCWD, Words.terminated(Words.bytes("/proc/self/cwd")), current);
        if (length < 0) {
            return path;
        }
        return Words.bytes(below(Words.string(Arrays.copyOf(current, length)), Words.string(path)));
    }

    static String below(String parent, String path) {
        if (path.equals(".")) {
            return parent;
        }
        return parent.endsWith("/") ? parent + path : parent + "/" + path;
    }

    /** The JDK's name for it. Only a URI leads there from bytes: a string would go through the locale. */
    static Path jdk(byte[] absolute) {
        ByteArrayOutputStream uri = new ByteArrayOutputStream();
        uri.writeBytes(Words.bytes("file:///"));
        boolean afterSlash = true;
        for (byte b : absolute) {
            boolean slash = b == '/';
            if (slash && afterSlash) {
                continue;
            }
            uri.writeBytes(Words.bytes(slash ? "/" : String.format(Locale.ROOT, "%%%02X", b & 0xff)));
            afterSlash = slash;
        }
        return Path.of(URI.create(Words.string(uri.toByteArray())));
    }
}
