package dev.mortise;

import dev.mortise.owner.Label.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * What a hold comes with.
 *
 * @param purpose written into the lock file while it lasts, if it is alone; null for nothing
 * @param fenced whether it draws a number, if it is alone
 * @param rank its place in the order of locks; null for none
 */
record Manner(
        @Nullable Purpose purpose, boolean fenced, @Nullable Integer rank) {

    /** With nothing. */
    static Manner plain() {
        return new Manner(null, false, null);
    }

    Manner describedAs(String operation, String version) {
        return new Manner(Purpose.none().withOperation(operation).withVersion(version), fenced, rank);
    }

    Manner withNumber() {
        return new Manner(purpose, true, rank);
    }

    Manner ranked(int other) {
        return new Manner(purpose, fenced, other);
    }
}
