/**
 * Proofs for locks between processes: every interleaving of their calls on a simulated kernel, storms of real processes that are
 * killed, a referee that judges them, and broken locks that every proof must catch.
 *
 * <p>Start with {@link dev.mortise.testkit.Scenario}, or with {@link dev.mortise.testkit.storm.Storm}.
 */
@org.jspecify.annotations.NullMarked
module dev.mortise.testkit {
    requires java.management;
    requires transitive dev.mortise;
    requires static org.jspecify;

    exports dev.mortise.testkit;
    exports dev.mortise.testkit.probe;
    exports dev.mortise.testkit.proof;
    exports dev.mortise.testkit.specimen;
    exports dev.mortise.testkit.storm;
}
