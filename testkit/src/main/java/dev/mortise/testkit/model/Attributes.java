package dev.mortise.testkit.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file's extended attributes. */
final class Attributes {

    private static final Component[] NO_NAMES = {};
    private static final Bytes[] NO_VALUES = {};

    static final Attributes NONE = new Attributes(NO_NAMES, NO_VALUES);

    private final Component[] names;
    private final Bytes[] values;
    private final long hash;

    private Attributes(Component[] names, Bytes[] values) {
        this.names = names;
        this.values = values;
        long sum = 0;
        for (int i = 0; i < names.length; i++) {
            sum += Mix.of(names[i].key(), Mix.of(values[i].array()));
        }
        this.hash = sum;
    }

    long hash() {
        return hash;
    }

    @Nullable
    Bytes value(Component name) {
        int at = indexOf(name);
        return at < 0 ? null : values[at];
    }

    private int indexOf(Component name) {
        return Arrays.binarySearch(names, name, Component::compareTo);
    }

    Attributes with(Component name, Bytes value) {
        int found = indexOf(name);
        boolean isNew = found < 0;
        int at = isNew ? -found - 1 : found;
        Component[] newNames = Arrays.copyOf(names, names.length + (isNew ? 1 : 0));
        Bytes[] newValues = Arrays.copyOf(values, newNames.length);
        if (isNew) {
            System.arraycopy(names, at, newNames, at + 1, names.length - at);
            System.arraycopy(values, at, newValues, at + 1, names.length - at);
        }
        newNames[at] = name;
        newValues[at] = value;
        return new Attributes(newNames, newValues);
    }

    /** The names one after the other, each with its NUL. */
    Bytes list() {
        int length = 0;
        for (Component name : names) {
            length += name.bytes().length + 1;
        }
        byte[] list = new byte[length];
        int at = 0;
        for (Component name : names) {
            System.arraycopy(name.bytes(), 0, list, at, name.bytes().length);
            at += name.bytes().length + 1;
        }
        return Bytes.owning(list);
    }
}
