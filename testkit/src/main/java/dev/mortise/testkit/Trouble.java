package dev.mortise.testkit;

import dev.mortise.testkit.model.Failures;
import dev.mortise.testkit.model.Mix;
import dev.mortise.testkit.model.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * Which calls may still fail, and which did.
 *
 * @param left how many may
 * @param failed whose calls did, as bits; one that was done by half has not
 * @param broken what fails from now on
 * @param unforced descriptors that are still open and whose force failed
 * @param isRepeated whether one of these was forced again
 * @param unremoved the last components of names that could not be removed
 */
record Trouble(
        int left,
        int failed,
        List<Broken> broken,
        List<Unforced> unforced,
        boolean isRepeated,
        List<String> unremoved) {

    /** Of an actor's calls all of one kind, from some moment on. */
    record Broken(int actor, String call, int errno) {}

    /** A descriptor, whose contents may be lost. */
    record Unforced(int actor, int fd) {}

    /** Nothing failed, and so many calls may. */
    static Trouble possible(int left) {
        return new Trouble(left, 0, List.of(), List.of(), false, List.of());
    }

    /** Nothing more may fail. */
    Trouble over() {
        return new Trouble(0, failed, broken, unforced, isRepeated, unremoved);
    }

    boolean hasFailed(int actor) {
        return (failed >> actor & 1) != 0;
    }

    /** The error number with which a call fails because others like it do; 0 if it does not. */
    int errnoOf(int actor, Request request) {
        for (Broken each : broken) {
            if (each.actor() == actor && each.call().equals(Failures.kind(request))) {
                return each.errno();
            }
        }
        return 0;
    }

    /** A call fails; as one of those that may, or because others like it do. */
    Trouble failing(int actor, Request request, int errno, boolean forEver, boolean counted) {
        List<Broken> stillBroken = broken;
        if (forEver) {
            stillBroken = with(broken, new Broken(actor, Failures.kind(request), errno));
        }
        int fd = Failures.forced(request);
        String removed = Failures.removed(request);
        boolean again = fd >= 0 && unforced.contains(new Unforced(actor, fd));
        return new Trouble(
                        counted ? left - 1 : left,
                        errno == Failures.SHORT ? failed : failed | 1 << actor,
                        stillBroken,
                        fd >= 0 && !again ? with(unforced, new Unforced(actor, fd)) : unforced,
                        isRepeated || again,
                        removed.isEmpty() ? unremoved : with(unremoved, removed))
                .closing(actor, request);
    }

    /** A call is answered as usual. */
    Trouble passing(int actor, Request request) {
        int fd = Failures.forced(request);
        if (fd >= 0 && unforced.contains(new Unforced(actor, fd))) {
            return new Trouble(left, failed, broken, unforced, true, unremoved);
        }
        return closing(actor, request);
    }

    private Trouble closing(int actor, Request request) {
        Unforced closed = new Unforced(actor, Failures.closed(request));
        if (!unforced.contains(closed)) {
            return this;
        }
        List<Unforced> stillOpen = new ArrayList<>(unforced);
        stillOpen.remove(closed);
        return new Trouble(left, failed, broken, List.copyOf(stillOpen), isRepeated, unremoved);
    }

    private static <T> List<T> with(List<T> before, T more) {
        List<T> after = new ArrayList<>(before);
        after.add(more);
        return List.copyOf(after);
    }

    long stateHash() {
        long hash = left * 0x9E6C63D0876A9A47L + failed * 0xD1B54A32D192ED03L;
        hash += isRepeated ? 0x2545F4914F6CDD1DL : 0;
        for (String each : unremoved) {
            hash += Mix.of(0x27D4EB2F165667C5L, each.hashCode());
        }
        for (Broken each : broken) {
            hash += Mix.of(Mix.of(each.actor() + 71L, each.errno()), each.call().hashCode());
        }
        for (Unforced each : unforced) {
            hash += Mix.of(each.actor() + 91L, each.fd());
        }
        return hash;
    }
}
