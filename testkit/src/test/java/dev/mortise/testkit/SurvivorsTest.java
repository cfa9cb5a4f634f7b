package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can finish, found in few passes over the packed transitions, is what asking every state again and again comes to. */
class SurvivorsTest {

    private static final int ACTORS = 2;
    private static final int EVERYBODY = 1 << ACTORS;
    private static final int ALL = EVERYBODY - 1;
    private static final int[] CODES = {
        Action.code(Action.Kind.STEP, 0, 0),
        Action.code(Action.Kind.STEP, 1, 0),
        Action.code(Action.Kind.REAP, 0, 0),
        Action.code(Action.Kind.CRASH, 1, 0)
    };

    private record Edge(int source, int code, int target) {}

    private final List<Edge> edges = new ArrayList<>();
    private final EdgeLog log = new EdgeLog(ACTORS);
    private int[] finished = new int[0];
    private int[] resting = new int[0];

    /** As a search would log it: each state is discovered before it is expanded. */
    private void graph(int states, SplittableRandom random) {
        finished = new int[states];
        resting = new int[states];
        int discovered = 1;
        for (int state = 0; state < states; state++) {
            boolean mustDiscover = discovered == state + 1 && discovered < states;
            int count = mustDiscover ? 1 + random.nextInt(2) : random.nextInt(3);
            for (int i = 0; i < count; i++) {
                boolean fresh = discovered < states && ((mustDiscover && i == 0) || random.nextInt(3) == 0);
                int code = CODES[random.nextInt(fresh ? CODES.length : 3)];
                int target = fresh ? discovered++ : random.nextInt(discovered);
                log.edge(code, target, fresh);
                edges.add(new Edge(state, code, target));
            }
            finished[state] = random.nextInt(200) == 0 ? ALL : 0;
            resting[state] = random.nextInt(1 << ACTORS);
            log.state(finished[state], resting[state]);
        }
    }

    private int[] askedAgainAndAgain() {
        int[] ways = new int[finished.length];
        for (int state = 0; state < ways.length; state++) {
            ways[state] = finished[state] == ALL ? EVERYBODY | ALL : 0;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Edge edge : edges) {
                int now = ways[edge.source()] | (ways[edge.target()] & through(edge.code()));
                changed |= now != ways[edge.source()];
                ways[edge.source()] = now;
            }
        }
        return ways;
    }

    private static int through(int code) {
        if (Action.isCode(code, Action.Kind.CRASH)) {
            return 0;
        }
        return (EVERYBODY | ALL) & ~(Action.isCode(code, Action.Kind.STEP) ? 1 << Action.indexOf(code) : 0);
    }

    /** One finished actor is enough for the others to rest upon; here all are finished or none is. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 50, 51, 52, 53, 400, 4096, 9000, 9001, 9002})
    void theSameAsAskingAgainAndAgain(int states) {
        graph(states, new SplittableRandom(states));
        int[] ways = askedAgainAndAgain();
        int wedge = -1;
        int wedged = 0;
        int hostage = -1;
        for (int state = states - 1; state >= 0; state--) {
            wedge = (ways[state] & EVERYBODY) == 0 ? state : wedge;
            wedged += (ways[state] & EVERYBODY) == 0 ? 1 : 0;
            hostage = (resting[state] & ~ways[state] & ALL) != 0 ? state : hostage;
        }
        Survivors survivors = new Survivors(log, ACTORS, new Budget(Limits.ofThisJvm(), () -> 0, new Pulse()));
        Survivors.Hostage found = survivors.hostage();
        assertThat(survivors.wedge()).isEqualTo(wedge);
        assertThat(survivors.wedged()).isEqualTo(wedged);
        assertThat(found == null ? -1 : found.state()).isEqualTo(hostage);
    }
}
