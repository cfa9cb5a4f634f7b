package dev.mortise;

import dev.mortise.event.Events;
import dev.mortise.posix.Mode;
import dev.mortise.queue.Station;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open lock: its station, and who of this process is inside. */
final class OpenLock {

    private final Spot spot;
    private final Locksmith.OpenFile file;
    private final Station station;
    private final Events events;
    private final Cleaner cleaner;
    private final boolean recordingSites;
    private final Tenant owner;
    private final Numbering numbering;

    /** Null while somebody is inside alone; touched by that one only. */
    private @Nullable Lease ownersLease;

    /** Both guarded by themselves: {@code sharers}. */
    private final List<Tenant> sharers = new ArrayList<>();

    private final Deque<Lease> spareLeases = new ArrayDeque<>();

    /** Set at each acquisition, cleared at each search for locks that nobody uses. */
    private boolean used = true;

    OpenLock(
            Spot spot,
            Locksmith.OpenFile file,
            Station station,
            Numbering numbering,
            Events events,
            Cleaner cleaner,
            boolean recordingSites) {
        this.spot = spot;
        this.file = file;
        this.station = station;
        this.numbering = numbering;
        this.events = events;
        this.cleaner = cleaner;
        this.recordingSites = recordingSites;
        this.owner = new Tenant(spot, Mode.EXCLUSIVE, events);
        this.ownersLease = lease(Mode.EXCLUSIVE, owner);
    }

    private Lease lease(Mode mode, Tenant tenant) {
        Lease lease = new Lease(this, mode, tenant);
        cleaner.register(lease, tenant);
        return lease;
    }

    Numbering numbering() {
        return numbering;
    }

    Station station() {
        return station;
    }

    Spot spot() {
        return spot;
    }

    Locksmith.OpenFile file() {
        return file;
    }

    /** After entering: what to leave with. */
    SeatedHold seat(Mode mode, @Nullable Thread who) {
        used = true;
        Lease lease = mode == Mode.EXCLUSIVE ? takeOwnersLease() : takeSharersLease();
        lease.tenant().moveIn(who, recordingSites ? new Throwable("acquired here") : null);
        return new StationHold(lease);
    }

    private Lease takeOwnersLease() {
        Lease lease = ownersLease;
        if (lease == null) {
            throw new IllegalStateException("two are inside " + this);
        }
        ownersLease = null;
        return lease;
    }

    private Lease takeSharersLease() {
        synchronized (sharers) {
            Lease spare = spareLeases.poll();
            if (spare != null) {
                return spare;
            }
            Tenant tenant = new Tenant(spot, Mode.SHARED, events);
            sharers.add(tenant);
            return lease(Mode.SHARED, tenant);
        }
    }

    int leave(Lease lease) {
        lease.tenant().moveOut();
        if (lease.mode() == Mode.EXCLUSIVE) {
            ownersLease = lease;
        } else {
            synchronized (sharers) {
                spareLeases.push(lease);
            }
        }
        int left = station.leave(lease.mode());
        if (left < 0) {
            station.doom(); // closing the file ends what the kernel did not
        }
        return left;
    }

    /** The place in which a thread is inside already, so that it would wait for itself; null if there is none. */
    @Nullable
    Tenant conflicting(Thread thread, Mode wanted) {
        if (owner.is(thread)) {
            return owner;
        }
        if (wanted == Mode.SHARED) {
            return null;
        }
        synchronized (sharers) {
            return sharers.stream().filter(each -> each.is(thread)).findFirst().orElse(null);
        }
    }

    /** Whether a thread is inside together with others. */
    boolean isSharedBy(Thread thread) {
        synchronized (sharers) {
            return sharers.stream().anyMatch(each -> each.is(thread));
        }
    }

    /** Whether who is inside here may keep others out there, in another lock of the same file. */
    boolean overlaps(OpenLock other) {
        return spot.overlaps(other.spot);
    }

    /** In one sentence, for those who could not get in: who of this process is inside; empty if nobody is. */
    String inhabitants(Thread asking) {
        if (owner.isInside()) {
            String who = owner.is(asking) ? "this very thread" : "thread " + owner.who() + " of this process";
            return who + " holds it" + (owner.is(asking) ? "; close that hold first" : "");
        }
        synchronized (sharers) {
            long count = sharers.stream().filter(Tenant::isInside).count();
            return count == 0
                    ? ""
                    : count + (count == 1 ? " thread of this process shares it" : " threads of this process share it");
        }
    }

    /** Whether nobody has used it since this was asked last. */
    boolean isUnused() {
        boolean unused = !used && station.isIdle();
        used = false;
        return unused;
    }

    @Override
    public String toString() {
        return spot.toString();
    }
}
