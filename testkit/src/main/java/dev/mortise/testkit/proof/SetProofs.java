package dev.mortise.testkit.proof;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Mode;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.FlockProtocol;
import dev.mortise.protocol.PlaceInOrder;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Oracle;
import dev.mortise.testkit.Scenario;
import dev.mortise.testkit.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Scenarios for {@link PlaceInOrder}, which sets of locks are had by: whoever wants the same locks, listed in whatever order, never waits
 * in a circle, also where a lock file is removed meanwhile.
 */
public final class SetProofs {

    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private SetProofs() {}

    /**
     * All of them.
     *
     * @return within the bounds that every build searches
     */
    public static List<ShippedProtocol> all() {
        return List.of(
                new ShippedProtocol(
                        "set",
                        "contenders that want two locks, listed in different orders",
                        contending(Habit.SHIPPED).processes(3).crashes(1)),
                new ShippedProtocol(
                        "set-removed",
                        "two of them, and one that removes a lock file while holding it",
                        removing(Habit.SHIPPED).processes(2).crashes(1)));
    }

    /** How a contender goes about it. */
    public enum Habit {
        /** As it ships. */
        SHIPPED,
        /** In the order in which its user lists the locks. */
        UNSORTED,
        /** Whatever file the name means by then. */
        NOT_THIS_VERY_FILE
    }

    /**
     * Contenders that want two locks, every other one in another order. That a process that never moves again holds up the others is no
     * fault of theirs: it has one lock while it waits for the other.
     *
     * @param habit how they go about it
     * @return the scenario
     */
    public static Scenario contending(Habit habit) {
        return Scenario.cast(
                        "set",
                        (index, rounds) -> stage -> contend(stage, new Pair(stage, index % 2 == 0, habit), rounds))
                .leaving(FIRST, SECOND)
                .without(Oracle.BYSTANDER);
    }

    /**
     * The same, and one that removes the first lock's file while holding it.
     *
     * @param habit how they go about it
     * @return the scenario
     */
    public static Scenario removing(Habit habit) {
        return contending(habit).with(SetProofs::remove);
    }

    private static void contend(Stage stage, Pair pair, int rounds) {
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            try {
                pair.acquire();
                stage.inside();
            } finally {
                pair.release();
            }
        }
        stage.round(rounds + 1);
    }

    private static void remove(Stage stage) {
        Name name = Name.of(FIRST);
        Posix posix = stage.posix();
        FlockProtocol lock = new FlockProtocol(posix, stage.directory(), name);
        int fd = KernelRefusedException.require("acquire", lock.acquire(Mode.EXCLUSIVE));
        stage.inside();
        KernelRefusedException.require("unlinkat", posix.unlinkat(stage.directory(), name.terminated(), 0));
        KernelRefusedException.require("release", lock.release(fd));
    }

    /** Two locks that are had together or not at all. */
    private static final class Pair {

        private final Habit habit;
        private final List<Member> members = new ArrayList<>();

        Pair(Stage stage, boolean forwards, Habit habit) {
            this.habit = habit;
            members.add(new Member(stage, FIRST));
            members.add(new Member(stage, SECOND));
            if (!forwards) {
                Collections.reverse(members);
            }
        }

        void acquire() {
            while (!tryAll()) {
                release();
            }
        }

        private boolean tryAll() {
            members.forEach(Member::open);
            List<Member> ordered = new ArrayList<>(members);
            if (habit != Habit.UNSORTED) {
                ordered.sort(Comparator.comparing(Member::place));
            }
            for (Member each : ordered) {
                if (!enter(each)) {
                    return false;
                }
            }
            return true;
        }

        private boolean enter(Member member) {
            boolean entered = member.enter();
            while (!entered && habit == Habit.NOT_THIS_VERY_FILE) {
                member.close();
                member.open();
                entered = member.enter();
            }
            return entered;
        }

        void release() {
            members.forEach(Member::close);
        }
    }

    /** One of them. */
    private static final class Member {

        private final Posix posix;
        private final FlockProtocol lock;
        private final FileStat file = new FileStat();
        private int fd = -1;

        Member(Stage stage, String name) {
            this.posix = stage.posix();
            this.lock = new FlockProtocol(posix, stage.directory(), Name.of(name));
        }

        void open() {
            fd = lock.open(file);
            KernelRefusedException.require("open", fd);
        }

        PlaceInOrder place() {
            return PlaceInOrder.of(file);
        }

        /** Not if the name means another file by now. */
        boolean enter() {
            KernelRefusedException.require("enter", lock.enter(fd, Mode.EXCLUSIVE));
            int verified = lock.verify(fd);
            if (verified != FlockProtocol.STALE) {
                KernelRefusedException.require("verify", verified);
            }
            return verified == 0;
        }

        void close() {
            if (fd >= 0) {
                posix.close(fd);
                fd = -1;
            }
        }
    }
}
