package dev.mortise;

import dev.mortise.protocol.PlaceInOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several locks that are had together or not at all.
 *
 * <p>They are acquired one after the other in an order that all processes agree on: that of their files' numbers. So two that want the
 * same locks never wait for each other, however they list them. Locks that are held already, one by one, are not part of that
 * order: acquire all that is needed at once.
 */
public final class LockSet {

    /** How often in a row a file may turn out to have been replaced until it is given up. */
    private static final int MOST_SORTINGS = 100;

    private final List<Member> members;

    private LockSet(List<Member> members) {
        this.members = members;
    }

    private record Member(ProcessLock lock, Entrance entrance) {

        static Member of(ProcessLock lock) {
            return new Member(lock, Entrance.of(lock));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Member member && lock.equals(member.lock);
        }

        @Override
        public int hashCode() {
            return lock.hashCode();
        }
    }

    /**
     * A set of locks.
     *
     * @param locks of one {@link Mortise}; one that is listed twice counts once
     * @return their description
     * @throws IllegalArgumentException if there is none, or one is a lock of another program's making
     */
    public static LockSet of(ProcessLock... locks) {
        return of(List.of(locks));
    }

    /**
     * A set of locks.
     *
     * @param locks of one {@link Mortise}; one that is listed twice counts once
     * @return their description
     * @throws IllegalArgumentException if there is none, or one is a lock of another program's making
     */
    public static LockSet of(Collection<? extends ProcessLock> locks) {
        LinkedHashSet<Member> members = new LinkedHashSet<>();
        for (ProcessLock lock : locks) {
            members.add(Member.of(lock));
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a set of locks has at least one");
        }
        return new LockSet(List.copyOf(members));
    }

    /**
     * Waits until it has all.
     *
     * @return one hold of all of them, to be closed
     * @throws LockException if one cannot be had; then none is
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     */
    public Hold acquire() throws LockException, InterruptedException {
        return acquireAll(Entrance::acquireAt);
    }

    /**
     * Waits for a while until it has all.
     *
     * @param timeout for all of them together; zero means one try each
     * @return one hold of all of them, to be closed
     * @throws LockTimeoutException if others were in the way all the time; then none is had
     * @throws LockException if one cannot be had at all; then none is
     * @throws InterruptedException if interrupted while waiting; nothing is left behind
     * @throws IllegalArgumentException if the timeout is negative
     */
    public Hold acquire(Duration timeout) throws LockException, InterruptedException {
        Deadline deadline = Deadline.in(timeout, mortise());
        return acquireAll((entrance, place) -> entrance.acquireAt(place, deadline.left()));
    }

    /**
     * Tries each once.
     *
     * @return one hold of all of them, to be closed; null if others are in the way of one, and then none is had
     * @throws LockException if one cannot be had at all; then none is
     */
    public @Nullable Hold tryAcquire() throws LockException {
        List<Hold> holds = new ArrayList<>();
        boolean all = false;
        try {
            for (Ordered each : inOrder()) {
                Hold hold = each.entrance().tryAcquire();
                if (hold == null) {
                    return null;
                }
                holds.add(hold);
            }
            all = true;
            return new SetHold(holds);
        } finally {
            if (!all) {
                SetHold.closeAll(holds, null);
            }
        }
    }

    /** How one lock is had. */
    private interface Way {

        Hold into(Entrance entrance, PlaceInOrder place) throws LockException, InterruptedException, DisplacedException;
    }

    /** Who holds some and waits for one that has another place by now might be waited for by who has that one. */
    private Hold acquireAll(Way way) throws LockException, InterruptedException {
        Ordered displaced = null;
        for (int i = 0; i < MOST_SORTINGS; i++) {
            List<Hold> holds = new ArrayList<>();
            try {
                for (Ordered each : inOrder()) {
                    displaced = each;
                    holds.add(way.into(each.entrance(), each.place()));
                }
                return new SetHold(holds);
            } catch (DisplacedException e) {
                SetHold.closeAll(holds, null);
            } catch (LockException | InterruptedException | RuntimeException | Error e) {
                SetHold.closeAll(holds, e);
                throw e;
            }
        }
        throw Failures.restless(Objects.requireNonNull(displaced).entrance().spot());
    }

    /** By the numbers of the files that their paths mean now, whatever the paths; they are created if need be. */
    private List<Ordered> inOrder() throws LockException {
        if (!mortise().isLocking()) {
            PlaceInOrder anywhere = new PlaceInOrder(0, 0, 0, 0);
            return members.stream().map(member -> new Ordered(member, anywhere)).toList();
        }
        List<Ordered> ordered = new ArrayList<>();
        for (Member member : members) {
            ordered.add(new Ordered(member, member.entrance().placeInOrder()));
        }
        ordered.sort(Comparator.comparing(Ordered::place));
        refuseTwice(ordered);
        return ordered;
    }

    private record Ordered(Member member, PlaceInOrder place) {

        Entrance entrance() {
            return member.entrance();
        }
    }

    private static void refuseTwice(List<Ordered> ordered) {
        for (int i = 1; i < ordered.size(); i++) {
            Ordered one = ordered.get(i - 1);
            Ordered other = ordered.get(i);
            if (one.place.overlaps(other.place)) {
                throw new IllegalArgumentException(one.member.lock + " and " + other.member.lock
                        + " are about the same bytes of one file: name one of them");
            }
        }
    }

    private Mortise mortise() {
        return members.get(0).entrance.mortise();
    }

    @Override
    public String toString() {
        return "LockSet " + members.stream().map(Member::lock).toList();
    }
}
