package dev.mortise.posix;

/** The contract, held by a decorator that only forwards. */
final class ForwardingPosixContractTest extends DecoratorContract {

    @Override
    Posix over(Posix target) {
        return new ForwardingPosix(target);
    }
}
