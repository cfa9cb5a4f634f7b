package dev.mortise.posix;

/** The contract, held by a decorator without a planned fault. */
final class FaultyPosixContractTest extends DecoratorContract {

    @Override
    Posix over(Posix target) {
        return FaultyPosix.over(target);
    }
}
