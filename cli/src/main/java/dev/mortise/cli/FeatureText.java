package dev.mortise.cli;

import dev.mortise.testkit.probe.Feature;
import java.util.Locale;

/**
 * A feature for people.
 *
 * @param label its name
 * @param shown what two processes have shown when it is ok
 * @param lack what it means when it is not
 */
record FeatureText(String label, String shown, String lack) {

    static FeatureText of(Feature feature) {
        return switch (feature) {
            case FLOCK ->
                new FeatureText(
                        "flock",
                        "exclusive excludes, released is free",
                        "without flock no lock can be had in this directory");
            case OFD ->
                new FeatureText(
                        "OFD locks",
                        "exclusive excludes, released is free",
                        "without OFD locks there are no locks on ranges of bytes here");
            case INDEPENDENT ->
                new FeatureText(
                        "flock beside OFD",
                        "the two do not see each other",
                        "unless flock and OFD locks are independent, a file must be locked by one of them only");
            case OTMPFILE ->
                new FeatureText(
                        "O_TMPFILE, linkat",
                        "a nameless file takes a free name only",
                        "without O_TMPFILE a new file has a temporary name until it is complete");
            case LINK ->
                new FeatureText(
                        "link",
                        "a taken name is refused and stays",
                        "without link a complete file can only be renamed into place");
            case RENAME_NOREPLACE ->
                new FeatureText(
                        "RENAME_NOREPLACE",
                        "a taken name is refused and stays",
                        "without RENAME_NOREPLACE a complete file can only be linked into place");
            case DIRFSYNC ->
                new FeatureText(
                        "fsync of directory",
                        "both processes may force it",
                        "without fsync of the directory a new name may be lost when the power fails");
        };
    }

    /** Its key in JSON. */
    static String key(Feature feature) {
        return feature.name().toLowerCase(Locale.ROOT);
    }
}
