package dev.mortise.testkit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The oracles that need to know all states: whether everybody can finish, and does. */
final class Hindsight {

    private final EdgeLog edges;
    private final int actors;
    private final Set<Oracle> oracles;
    private final Budget budget;
    private @Nullable Trap trap;

    /** A state that is bad for what follows from it. */
    record Trap(int state, Judge.Charge charge) {}

    Hindsight(EdgeLog edges, int actors, Set<Oracle> oracles, Budget budget) {
        this.edges = edges;
        this.actors = actors;
        this.oracles = oracles;
        this.budget = budget;
    }

    void look() {
        trap = oracles.contains(Oracle.WEDGE) || oracles.contains(Oracle.BYSTANDER) ? stuck() : null;
        if (trap == null && oracles.contains(Oracle.LIVELOCK)) {
            trap = circle();
        }
    }

    /** The trap that is reached first, of the gravest kind that there is; null if there is none. */
    @Nullable
    Trap trap() {
        return trap;
    }

    private @Nullable Trap stuck() {
        Survivors survivors = new Survivors(edges, actors, budget);
        int wedge = oracles.contains(Oracle.WEDGE) ? survivors.wedge() : -1;
        if (wedge >= 0) {
            String message = "from here no schedule lets the survivors finish (" + survivors.wedged() + " such states)";
            return new Trap(wedge, new Judge.Charge(Oracle.WEDGE, message));
        }
        Survivors.Hostage hostage = oracles.contains(Oracle.BYSTANDER) ? survivors.hostage() : null;
        return hostage == null ? null : new Trap(hostage.state(), bystander(hostage.actor()));
    }

    private static Judge.Charge bystander(int actor) {
        String message =
                Schedule.letter(actor) + " holds nothing, but if it never moves again the others cannot finish";
        return new Judge.Charge(Oracle.BYSTANDER, message);
    }

    private @Nullable Trap circle() {
        Circles.Circle circle = new Circles(edges, actors, budget).first();
        return circle == null ? null : new Trap(circle.state(), livelock(circle));
    }

    private static Judge.Charge livelock(Circles.Circle circle) {
        String message =
                "from here " + circle.who() + " can go round " + circle.size() + " states for ever, and nobody gets in";
        return new Judge.Charge(Oracle.LIVELOCK, message);
    }

    /**
     * What is bad about the very first state, when a search began in the middle. It need not lie on a circle itself, only lead into
     * one: where the search began, no code had told yet that it was at the head of a loop.
     */
    Judge.@Nullable Charge atTheStart() {
        if (trap == null) {
            return null;
        }
        boolean here = trap.state() == 0 || trap.charge().oracle() == Oracle.LIVELOCK;
        return here ? trap.charge() : null;
    }
}
