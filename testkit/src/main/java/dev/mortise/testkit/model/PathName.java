package dev.mortise.testkit.model;

import dev.mortise.posix.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A path as a call gives it, taken apart once. */
final class PathName {

    /** With its NUL. */
    private static final int MOST_BYTES = 4096;

    private static final Component[] NONE = {};

    private final Bytes bytes;
    private final Component[] components;
    private final boolean absolute;
    private final boolean endsWithSlash;

    private PathName(byte[] plain) {
        this.bytes = Bytes.owning(plain);
        this.absolute = plain.length > 0 && plain[0] == '/';
        this.components = plain.length < MOST_BYTES ? split(plain) : NONE;
        this.endsWithSlash = components.length > 0 && plain[plain.length - 1] == '/';
    }

    /**
     * Takes a path as the port takes it.
     *
     * @throws IllegalArgumentException if the NUL is missing or not alone
     */
    static PathName ofTerminated(byte[] terminated) {
        Name.requireTerminated(terminated);
        return new PathName(Arrays.copyOf(terminated, terminated.length - 1));
    }

    private static Component[] split(byte[] plain) {
        List<Component> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= plain.length; i++) {
            if (i == plain.length || plain[i] == '/') {
                if (i > start) {
                    parts.add(Component.of(Arrays.copyOfRange(plain, start, i)));
                }
                start = i + 1;
            }
        }
        return parts.toArray(NONE);
    }

    boolean isEmpty() {
        return bytes.length() == 0;
    }

    boolean isTooLong() {
        return bytes.length() >= MOST_BYTES;
    }

    boolean isAbsolute() {
        return absolute;
    }

    boolean endsWithSlash() {
        return endsWithSlash;
    }

    int depth() {
        return components.length;
    }

    Component component(int index) {
        return components[index];
    }

    Bytes bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathName that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** Its last component as text, or nothing. */
    String last() {
        return components.length == 0 ? "" : components[components.length - 1].toString();
    }

    @Override
    public String toString() {
        return bytes.toString();
    }
}
