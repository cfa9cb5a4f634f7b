package dev.mortise.posix;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One component of a path, as the bytes that lie on disk: 1 to 255 of them, no slash, no NUL, neither {@code .} nor
 * {@code ..}.
 *
 * <p>Protocols take a directory's descriptor and a {@code Name}, so they cannot leave the directory: the type rules it
 * out. A name need not be UTF-8.
 */
public final class Name {

    /** Most bytes in one component, on every Linux file system. */
    public static final int MAX_BYTES = 255;

    private static final boolean LOCALE_KEEPS_ASCII = Set.of("UTF-8", "ANSI_X3.4-1968", "US-ASCII", "ISO-8859-1")
            .contains(System.getProperty("sun.jnu.encoding", ""));

    private final byte[] terminated;

    private Name(byte[] terminated) {
        this.terminated = terminated;
    }

    /**
     * Makes a name of a string, in UTF-8.
     *
     * @param component one component
     * @return the name
     * @throws IllegalArgumentException if it cannot be one component
     */
    public static Name of(String component) {
        return ofBytes(component.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a name of bytes.
     *
     * @param component the bytes, without a NUL; copied
     * @return the name
     * @throws IllegalArgumentException if they cannot be one component
     */
    public static Name ofBytes(byte[] component) {
        byte[] terminated = Arrays.copyOf(component, component.length + 1);
        Name name = new Name(terminated);
        name.requireOneComponent();
        return name;
    }

    /**
     * Makes a name of a path's last component, with the bytes that it has on disk whatever the locale.
     *
     * @param path a path of the default file system
     * @return the name
     * @throws IllegalArgumentException if the path has no last component or is of another provider
     */
    public static Name ofLast(Path path) {
        return Location.of(path).name();
    }

    /**
     * Turns a path into the NUL-terminated bytes that {@link Posix} takes. Unless they are plain ASCII, they are read from the
     * path's URI, which keeps them raw, but has the file looked at; the path's string went through the locale.
     *
     * @param path a path of the default file system
     * @return the absolute path's bytes
     * @throws IllegalArgumentException if the path is of another provider
     */
    public static byte[] pathBytes(Path path) {
        String scheme = path.getFileSystem().provider().getScheme();
        if (!"file".equals(scheme)) {
            throw new IllegalArgumentException(
                    "path of provider '" + scheme + "': only the default file system reaches the kernel: " + path);
        }
        byte[] plain = LOCALE_KEEPS_ASCII ? ascii(path.toAbsolutePath().toString()) : null;
        return plain == null ? decode(path.toUri().getRawPath()) : plain;
    }

    /** Terminated; null if there is anything else in it. What the locale did not understand is no ASCII either. */
    private static byte @Nullable [] ascii(String path) {
        byte[] terminated = new byte[path.length() + 1];
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == 0 || c >= 0x80) {
                return null;
            }
            terminated[i] = (byte) c;
        }
        return terminated;
    }

    /**
     * Refuses what no kernel call could take as one string.
     *
     * @param terminated bytes that must end with their only NUL
     * @return the same bytes
     * @throws IllegalArgumentException if the NUL is missing or not alone
     */
    public static byte[] requireTerminated(byte[] terminated) {
        int last = terminated.length - 1;
        for (int i = 0; i < last; i++) {
            if (terminated[i] == 0) {
                throw new IllegalArgumentException("NUL inside a name, at byte " + i + ": " + Printable.of(terminated));
            }
        }
        if (last < 0 || terminated[last] != 0) {
            throw new IllegalArgumentException("name without its closing NUL: " + Printable.of(terminated));
        }
        return terminated;
    }

    /**
     * The bytes as {@link Posix} takes them.
     *
     * @return NUL-terminated; not to be changed
     */
    public byte[] terminated() {
        return terminated;
    }

    private void requireOneComponent() {
        requireTerminated(terminated);
        int length = terminated.length - 1;
        if (length == 0 || length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a name has 1 to " + MAX_BYTES + " bytes, this one " + length + ": " + this);
        }
        for (byte b : terminated) {
            if (b == '/') {
                throw new IllegalArgumentException("slash in a name: " + this);
            }
        }
        boolean dots = terminated[0] == '.' && (length == 1 || (length == 2 && terminated[1] == '.'));
        if (dots) {
            throw new IllegalArgumentException("'" + this + "' names a directory, not an entry in one");
        }
    }

    /** Percent escapes back to bytes; a trailing slash, which a URI adds to a directory, is dropped. */
    private static byte[] decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length() + 1);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        byte[] plain = bytes.toByteArray();
        boolean slashAtEnd = plain.length > 1 && plain[plain.length - 1] == '/';
        int length = slashAtEnd ? plain.length - 1 : plain.length;
        return requireTerminated(Arrays.copyOf(Arrays.copyOf(plain, length), length + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && Arrays.equals(terminated, name.terminated);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(terminated);
    }

    /** The name for people: what is not printable text in UTF-8 is escaped, so that no terminal obeys it. */
    @Override
    public String toString() {
        return Printable.of(terminated);
    }
}
