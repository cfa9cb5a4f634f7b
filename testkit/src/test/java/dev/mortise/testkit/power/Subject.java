package dev.mortise.testkit.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.BootNumber;
import dev.mortise.protocol.Generation;
import dev.mortise.protocol.ReplaceProtocol;
import dev.mortise.testkit.KernelRefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A file that is replaced again and again, each time with the next number of its own generation, and what is remembered of it in this
 * process, which keeps its power: the last number that was given, the one that was begun to be written, the one of which it was said that it
 * is on the disk.
 */
final class Subject {

    /** There is no file, as before the first replacement. */
    private static final long NOTHING = 0;

    /** What calls are refused with on a file system that was shut down. */
    private static final Set<Integer> NO_POWER = Set.of(-Errno.EIO, -Errno.EROFS, ReplaceProtocol.NOT_PROVEN_DURABLE);

    private static final int READ_BYTES = 32 * 1024;

    private final Fault fault;
    private final Name data;
    private final Name numbers;
    private long given;
    private long begun;
    private long acknowledged;
    private final List<Told> told = new ArrayList<>();

    Subject(Fault fault, String name) {
        this.fault = fault;
        this.data = Name.of(name);
        this.numbers = Name.of(name + ".gen");
    }

    Set<String> names() {
        return Set.of(data.toString(), numbers.toString());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Until the power is cut
    // ---------------------------------------------------------------------------------------------------------------

    /**
     * What a writer was told.
     *
     * @param number of which number
     * @param replaced that it is on the disk; else that it is given
     * @param nanos when it knew
     */
    private record Told(long number, boolean replaced, long nanos) {}

    /** Writes until it is refused, in a thread of its own. */
    void write(Posix posix, int directory, BootNumber boot) {
        Generation generation = new Generation(fault.numbering(posix), directory, numbers, boot);
        ReplaceProtocol replacing = new ReplaceProtocol(fault.replacing(posix), directory, data);
        long result;
        do {
            assertThat(Thread.interrupted()).as("the power was not cut").isFalse();
            result = generation.next();
            if (result > 0) {
                result = write(posix, replacing, result);
            }
        } while (result == 0);
        generation.close();
        assertThat(NO_POWER).as("how a call failed").contains((int) result);
    }

    private int write(Posix posix, ReplaceProtocol replacing, long number) {
        told.add(new Told(number, false, posix.monotonicNanos()));
        begun = Math.max(begun, number);
        int result = replacing.replace(Contents.of(number));
        if (result == 0) {
            told.add(new Told(number, true, posix.monotonicNanos()));
        }
        return result;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // When it is back
    // ---------------------------------------------------------------------------------------------------------------

    /** Forgets what was only told when the power was gone: whoever had been told would be gone too. */
    void settle(long cutAt, Losses losses) {
        for (Told word : told) {
            if (word.nanos() >= cutAt) {
                break;
            }
            if (word.replaced()) {
                losses.acknowledged++;
                acknowledged = word.number();
            } else {
                losses.generations++;
                losses.notGreater += word.number() > given ? 0 : 1;
                given = Math.max(given, word.number());
            }
        }
        losses.underWay += begun > acknowledged ? 1 : 0;
        told.clear();
    }

    /** Looks what is there. That is what there is from now on: the next cut must not take it away. */
    void judge(Posix posix, int directory, Losses losses) {
        long found = find(posix, directory);
        losses.torn += found == Contents.TORN ? 1 : 0;
        losses.lost += found != Contents.TORN && found < acknowledged ? 1 : 0;
        assertThat(found).as("a version that nobody wrote").isLessThanOrEqualTo(begun);
        acknowledged = Math.max(NOTHING, found);
        begun = acknowledged;
    }

    private long find(Posix posix, int directory) {
        int fd = posix.openat(directory, data.terminated(), Posix.O_RDONLY | Posix.O_NOFOLLOW | Posix.O_CLOEXEC, 0);
        if (fd == -Errno.ENOENT) {
            return NOTHING;
        }
        KernelRefusedException.require("openat", fd);
        try {
            byte[] bytes = new byte[READ_BYTES];
            int length = 0;
            int read;
            do {
                read = KernelRefusedException.require(
                        "pread", posix.pread(fd, bytes, length, bytes.length - length, length));
                length += read;
            } while (read > 0);
            return Contents.number(Arrays.copyOf(bytes, length));
        } finally {
            posix.close(fd);
        }
    }

    /** Removes what was left over. */
    int sweep(Posix posix, int directory) {
        return KernelRefusedException.require("sweep", new ReplaceProtocol(posix, directory, data).sweep());
    }
}
