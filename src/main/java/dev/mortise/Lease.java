package dev.mortise;

import dev.mortise.posix.Mode;

/**
 * The right to leave. While somebody is inside, only the {@link Hold} refers to it; while nobody is, only the lock. When the
 * garbage collector finds it unused, a hold was dropped. It is registered for that once, and used again and again: an
 * acquisition costs no registration.
 */
final class Lease {

    private final OpenLock lock;
    private final Mode mode;
    private final Tenant tenant;

    Lease(OpenLock lock, Mode mode, Tenant tenant) {
        this.lock = lock;
        this.mode = mode;
        this.tenant = tenant;
    }

    OpenLock lock() {
        return lock;
    }

    Mode mode() {
        return mode;
    }

    Tenant tenant() {
        return tenant;
    }
}
