package dev.mortise;

class KernelLockTest extends LockLaws {

    KernelLockTest() {
        super(Kind.KERNEL);
    }
}
