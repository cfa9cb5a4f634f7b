package dev.mortise.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The numbers and names themselves are held to the headers by {@link AbiTest}. */
class ErrnoTest {

    @Test
    void descriptionIsNameAndText() {
        assertEquals("ENOENT (No such file or directory)", Errno.describe(Errno.ENOENT));
        assertEquals("errno 999", Errno.describe(999));
        assertEquals("errno 0", Errno.name(0));
    }

    @Test
    void aliasesAreNamedByTheirFirstName() {
        assertEquals("EAGAIN", Errno.name(Errno.EWOULDBLOCK));
        assertEquals("EOPNOTSUPP", Errno.name(Errno.ENOTSUP));
        assertEquals("EDEADLK", Errno.name(Errno.EDEADLOCK));
    }
}
