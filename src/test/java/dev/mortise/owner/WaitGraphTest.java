package dev.mortise.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.owner.KernelLocks.Entry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S3.8: circles that show in the kernel's list. */
class WaitGraphTest {

    /** 10 has inode 1 and waits for 2, which 20 has; 20 waits for 3, which 30 has; 30 waits for 1. And 40 waits for 1 as well. */
    private static final String CIRCLE = """
            1: FLOCK  ADVISORY  WRITE 10 fe:00:1 0 EOF
            1: -> FLOCK  ADVISORY  WRITE 30 fe:00:1 0 EOF
            1: -> FLOCK  ADVISORY  WRITE 40 fe:00:1 0 EOF
            2: FLOCK  ADVISORY  WRITE 20 fe:00:2 0 EOF
            2: -> FLOCK  ADVISORY  WRITE 10 fe:00:2 0 EOF
            3: FLOCK  ADVISORY  WRITE 30 fe:00:3 0 EOF
            3: -> FLOCK  ADVISORY  WRITE 20 fe:00:3 0 EOF
            """;

    private static List<Entry> entries(String list) {
        return KernelLocks.parse(list).entries();
    }

    private static List<String> circle(String list, long inode, Integer... waiters) {
        List<Entry> all = entries(list);
        List<Entry> wanted = all.stream()
                .filter(entry -> !entry.waits() && entry.inode() == inode)
                .toList();
        return new WaitGraph(all)
                .circle(wanted, Set.of(waiters)).stream()
                        .map(step -> step.waiter() + ">" + step.lock().inode() + ">" + step.holder())
                        .toList();
    }

    @Test
    void aCircleIsFoundFromEachOfItsMembers() {
        assertThat(circle(CIRCLE, 1, 30)).containsExactly("30>1>10", "10>2>20", "20>3>30");
        assertThat(circle(CIRCLE, 2, 10)).containsExactly("10>2>20", "20>3>30", "30>1>10");
    }

    @Test
    void whoOnlyWaitsForOneOfACircleIsNotInIt() {
        assertThat(circle(CIRCLE, 1, 40)).isEmpty();
        assertThat(circle(CIRCLE, 1, 40, 30)).hasSize(3);
    }

    @Test
    void whoHasWaitedUntilNowIsInItThoughItIsNotListedAnyMore() {
        String without = CIRCLE.replace("2: -> FLOCK  ADVISORY  WRITE 10 fe:00:2 0 EOF\n", "");
        assertThat(circle(without, 2, 10)).containsExactly("10>2>20", "20>3>30", "30>1>10");
    }

    @Test
    void aProcessThatHasWhatItWaitsForIsNoCircle() {
        String own = """
                1: FLOCK  ADVISORY  WRITE 10 fe:00:1 0 EOF
                1: -> FLOCK  ADVISORY  WRITE 10 fe:00:1 0 EOF
                """;
        assertThat(circle(own, 1, 10)).isEmpty();
    }

    @Test
    void sharersAreInNobodysWayButWriters() {
        String shared = """
                1: FLOCK  ADVISORY  READ 10 fe:00:1 0 EOF
                1: -> FLOCK  ADVISORY  %s 20 fe:00:1 0 EOF
                2: FLOCK  ADVISORY  WRITE 20 fe:00:2 0 EOF
                """;
        assertThat(circle(shared.formatted("WRITE"), 2, 10)).containsExactly("10>2>20", "20>1>10");
        assertThat(circle(shared.formatted("READ "), 2, 10)).isEmpty();
    }

    @Test
    void rangesThatDoNotMeetAreNotInEachOthersWay() {
        String ranges = """
                1: POSIX  ADVISORY  WRITE 10 fe:00:1 0 9
                1: -> POSIX  ADVISORY  WRITE 20 fe:00:1 %s 19
                2: POSIX  ADVISORY  WRITE 20 fe:00:2 0 EOF
                """;
        assertThat(circle(ranges.formatted("9"), 2, 10)).hasSize(2);
        assertThat(circle(ranges.formatted("10"), 2, 10)).isEmpty();
    }

    @Test
    void whatIsWantedBySomebodyUnnamedIsTold() {
        String unnamed = """
                1: FLOCK  ADVISORY  WRITE 10 fe:00:1 0 EOF
                2: OFDLCK ADVISORY  WRITE -1 fe:00:1 4611686018427387904 4611686018427387904
                2: -> OFDLCK ADVISORY  WRITE -1 fe:00:1 4611686018427387904 4611686018427387904
                3: FLOCK  ADVISORY  WRITE 20 fe:00:2 0 EOF
                """;
        List<Entry> all = entries(unnamed);
        WaitGraph graph = new WaitGraph(all);
        assertThat(graph.wantedByUnnamed(Set.of(10), all)).containsExactly(all.get(0));
        assertThat(graph.wantedByUnnamed(Set.of(20), all)).isEmpty();
    }
}
