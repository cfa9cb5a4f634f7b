package dev.mortise.owner;

import org.jspecify.annotations.Nullable;

/**
 * What was found where a label may be.
 *
 * @param kind what it is
 * @param label if it is {@link Kind#LEGIBLE}
 * @param detail why it is illegible, or what it begins with; for people, printable
 */
public record LabelReading(Kind kind, @Nullable Label label, String detail) {

    /** What may be found. */
    public enum Kind {
        /** Nothing: nobody labelled it, or the holder let go. */
        EMPTY,
        /** A label. */
        LEGIBLE,
        /** A label of a later format: whoever wrote it is taken to live. */
        NEWER,
        /** A label that was torn by a crash, or changed by somebody. */
        ILLEGIBLE,
        /** No label of ours. */
        FOREIGN
    }

    /**
     * Where nothing could be read.
     *
     * @return as if there were nothing
     */
    public static LabelReading none() {
        return empty();
    }

    static LabelReading empty() {
        return new LabelReading(Kind.EMPTY, null, "");
    }

    static LabelReading legible(Label label) {
        return new LabelReading(Kind.LEGIBLE, label, "");
    }

    static LabelReading newer(String version) {
        return new LabelReading(Kind.NEWER, null, "format " + version);
    }

    static LabelReading illegible(String why) {
        return new LabelReading(Kind.ILLEGIBLE, null, why);
    }

    static LabelReading foreign(String beginning) {
        return new LabelReading(Kind.FOREIGN, null, beginning);
    }
}
