package dev.mortise.testkit.proof;

import java.util.List;
import java.util.stream.Stream;

/** Every protocol of the library that is proven, in the order in which they build on each other. */
public final class ShippedProtocols {

    private ShippedProtocols() {}

    /**
     * All of them.
     *
     * @return each scenario within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return Stream.of(
                        FlockProofs.all(),
                        GateProofs.all(),
                        RangeProofs.all(),
                        GenerationProofs.all(),
                        LabelProofs.all(),
                        SetProofs.all(),
                        ReplaceProofs.all())
                .flatMap(List::stream)
                .toList();
    }
}
