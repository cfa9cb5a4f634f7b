package dev.mortise.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What was measured of the contenders that did the same work, in the order in which they came. */
final class Contest {

    /** For what was not measured. */
    static final String NOTHING = "-";

    private final Map<String, Sample> samples = new LinkedHashMap<>();

    Sample sample(String contender) {
        return samples.computeIfAbsent(contender, name -> new Sample());
    }

    Set<String> contenders() {
        return samples.keySet();
    }

    /** Text made of what a contender took. */
    String values(String contender, Function<Spread, String> text) {
        return find(contender).map(Sample::values).map(text).orElse(NOTHING);
    }

    /** Text made of the ratio of one contender to another. */
    String ratio(String contender, String base, Function<Spread, String> text) {
        return find(contender)
                .flatMap(sample -> find(base).map(sample::ratioTo))
                .map(text)
                .orElse(NOTHING);
    }

    /** Bytes that one operation allocated on the heap. */
    String bytes(String contender) {
        return find(contender)
                .filter(sample -> sample.bytes().isPresent())
                .map(sample -> String.format(Locale.ROOT, "%.1f", sample.bytes().getAsDouble()))
                .orElse(NOTHING);
    }

    private Optional<Sample> find(String contender) {
        return Optional.ofNullable(samples.get(contender));
    }
}
