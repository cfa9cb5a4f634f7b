package dev.mortise.posix;

/** The contract, held by a decorator that keeps a record. */
final class RecordingPosixContractTest extends DecoratorContract {

    @Override
    Posix over(Posix target) {
        return RecordingPosix.over(target);
    }
}
