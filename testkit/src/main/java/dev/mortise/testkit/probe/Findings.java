package dev.mortise.testkit.probe;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the trials in one directory found.
 *
 * @param all a finding for each feature
 * @param unmade the error for which no file could be made in the directory, 0 if one could
 */
public record Findings(Map<Feature, Finding> all, int unmade) {

    /** Checks that none is missing. */
    public Findings {
        all = Map.copyOf(all);
        for (Feature feature : Feature.values()) {
            Objects.requireNonNull(all.get(feature), feature::name);
        }
    }

    /**
     * What is found where nothing could be tried.
     *
     * @param why the reason
     * @return that every feature is unsupported
     */
    public static Findings untried(String why) {
        Map<Feature, Finding> all = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            all.put(feature, new Finding(Finding.State.UNSUPPORTED, why, 0));
        }
        return new Findings(all, 0);
    }

    /**
     * One of them.
     *
     * @param feature whose
     * @return the finding
     */
    public Finding of(Feature feature) {
        return Objects.requireNonNull(all.get(feature), feature::name);
    }

    /**
     * Tells whether everything works.
     *
     * @return true if every finding is ok
     */
    public boolean areOk() {
        return all.values().stream().allMatch(Finding::isOk);
    }

    /**
     * Tells whether some call was refused with an error.
     *
     * @param errno the error
     * @return true if it was
     */
    public boolean mention(int errno) {
        return all.values().stream().anyMatch(finding -> finding.errno() == errno);
    }
}
