package dev.mortise;

import dev.mortise.queue.Station;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A hold of an open lock. Whoever takes the lease from it leaves, once. */
final class StationHold implements SeatedHold {

    private static final VarHandle LEASE;

    static {
        try {
            LEASE = MethodHandles.lookup().findVarHandle(StationHold.class, "lease", Lease.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Taken by the one that closes. Set before anybody gets to see the hold. */
    @SuppressWarnings("FieldMayBeFinal")
    private @Nullable Lease lease;

    StationHold(Lease lease) {
        this.lease = lease;
        VarHandle.storeStoreFence();
    }

    @Override
    public boolean isLost() throws LockException {
        OpenLock lock = openLock();
        int verified = lock.station().verify();
        openLock();
        if (verified != 0 && verified != Station.MOVED) {
            throw Failures.verify(lock.spot(), verified);
        }
        if (verified == Station.MOVED) {
            lock.station().doom();
        }
        return verified == Station.MOVED;
    }

    @Override
    public void ensureHeld() throws LockException {
        if (isLost()) {
            throw Failures.lost(openLock().spot());
        }
    }

    @Override
    public int descriptor() {
        return openLock().station().descriptor();
    }

    @Override
    public long generation() {
        throw Failures.unfenced(openLock().spot());
    }

    @Override
    public OpenLock openLock() {
        Lease mine = (Lease) LEASE.getAcquire(this);
        if (mine == null) {
            throw new IllegalStateException("this hold is closed; acquire again");
        }
        return mine.lock();
    }

    @Override
    public void close() {
        Lease mine = (Lease) LEASE.getAndSet(this, null);
        if (mine != null) {
            int left = mine.lock().leave(mine);
            if (left < 0) {
                throw new UncheckedIOException(Failures.release(mine.lock().spot(), left));
            }
        }
    }

    @Override
    public String toString() {
        Lease mine = lease;
        return mine == null ? "a closed hold" : "a hold of " + mine.lock() + ", " + mine.mode();
    }
}
