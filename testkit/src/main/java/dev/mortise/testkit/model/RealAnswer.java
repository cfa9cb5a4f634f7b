package dev.mortise.testkit.model;

import dev.mortise.posix.Errno;
import dev.mortise.posix.FileStat;
import dev.mortise.posix.LockInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a real kernel answered.
 *
 * @param value the number or {@code -errno}
 * @param payload a {@link FileStat}, a {@link LockInfo}, bytes, or null
 */
public record RealAnswer(long value, @Nullable Object payload) {

    static RealAnswer of(long value) {
        return new RealAnswer(value, null);
    }

    /**
     * Holds the model's answer to this one.
     *
     * @param request what was asked
     * @param process who asked, in the model
     * @param expected what the model answered
     * @param world the model afterwards
     * @param likeness what is known of the two kernels; learns
     * @param descriptors the asking process's; learns
     * @return null if they agree
     */
    public @Nullable Difference difference(
            Request request,
            int process,
            Result expected,
            World world,
            Likeness likeness,
            RealDescriptors descriptors) {
        if (expected.value() < 0 || value < 0) {
            boolean alike = expected.value() == value || likeness.maySay(request, expected.value(), value);
            return alike ? null : Difference.of(expected, this);
        }
        if (request instanceof FileRequests.OpenAt || request instanceof ProcessRequests.OpenProcess) {
            descriptors.bind((int) expected.value(), (int) value);
            return null;
        }
        if (request instanceof FileRequests.Close close) {
            descriptors.drop(close.fd());
        }
        if (request instanceof ProcessRequests.ReadClock || request instanceof MetadataRequests.StatFs) {
            return null;
        }
        if (request instanceof NameRequests.ListEntries list) {
            Set<String> lasting = descriptors.lasting(list.fd(), world.entriesBehind(process, list.fd()));
            return likeness.ofEntries(entries(expected.payload()), entries(payload), lasting, world);
        }
        return differenceOfPayloads(request, process, expected, world, likeness);
    }

    private @Nullable Difference differenceOfPayloads(
            Request request, int process, Result expected, World world, Likeness likeness) {
        if (expected.payload() instanceof FileFacts facts && payload instanceof FileStat real) {
            return likeness.ofFiles(facts, real, world);
        }
        if (expected.payload() instanceof LockFacts facts && payload instanceof LockInfo real) {
            return likeness.ofLocks(
                    Machine.at(world).inTheWay(world, process, (LockRequests.ProbeRange) request), facts, real);
        }
        boolean alike = expected.value() == value && Arrays.equals(bytes(expected.payload()), bytes(payload));
        return alike ? null : Difference.of(expected, this);
    }

    private static List<DirectoryEntry> entries(@Nullable Object payload) {
        return DirectoryEntry.in(bytes(payload));
    }

    private static byte[] bytes(@Nullable Object payload) {
        if (payload instanceof Bytes bytes) {
            return bytes.array();
        }
        return payload instanceof byte[] real ? real : new byte[0];
    }

    @Override
    public String toString() {
        if (value < 0) {
            return Errno.name((int) -value);
        }
        if (payload instanceof byte[] bytes) {
            return Bytes.owning(bytes).toString();
        }
        return payload == null ? Long.toString(value) : payload.toString();
    }
}
