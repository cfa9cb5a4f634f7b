package dev.mortise;

class RangeLockTest extends LockLaws {

    RangeLockTest() {
        super(Kind.RANGE);
    }
}
