package dev.mortise.testkit.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.posix.Backends;
import dev.mortise.posix.DirectoryEntries;
import dev.mortise.posix.Posix;
import dev.mortise.protocol.BootNumber;
import dev.mortise.testkit.KernelRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A file that is replaced on a file system which loses its power again and again.
 *
 * <pre>
 *   mount, which replays the journal;  the file is whole, and what was acknowledged last, or newer;  sweep;  nothing is left over
 *   in a thread of its own:  draw a number, replace the file, remember that it was acknowledged, and so on
 *   meanwhile, after a time drawn at random:  the file system goes down, and the writer is refused
 *   unmount, which fails if it has left a descriptor open
 * </pre>
 *
 * <p><b>One writer for each file system.</b> With two, in one cycle of five thousand on ext4, what one was writing when the power went stood in
 * the middle of the other's file. A shutdown fails the commit of a replacement, but it seems that the blocks of the replaced file are given to the
 * other writer nevertheless, and that what it had begun still reaches the disk. A disk without power writes nothing, so that is no loss of
 * the protocol's.
 */
final class PowerLoss implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final int DIRECTORY = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
    private static final Set<String> OF_THE_FILE_SYSTEM = Set.of("lost+found");
    private static final long SHORTEST_MICROSECONDS = 200;
    private static final long LONGEST_MICROSECONDS = 2_000_000;

    /** Acknowledged replacements in a cycle: with fewer the power lasts longer the next time, with more not so long. */
    private static final int FEW = 1;

    private static final int MANY = 8;

    private final Posix posix = Backends.best();
    private final Disk disk;
    private final SplittableRandom random;
    private final Losses losses;
    private final Subject subject;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private long mostMicroseconds = 8_000;

    PowerLoss(Disk disk, Fault fault, long seed) {
        this.disk = disk;
        this.random = new SplittableRandom(seed);
        this.losses = new Losses(disk + fault.words(), seed);
        this.subject = new Subject(fault, "data");
    }

    /** Cuts the power so often, or until there is nothing more to be seen. */
    Losses run(int cycles, Path scratch, Predicate<Losses> enough) throws Exception {
        try (PowerSwitch power = PowerSwitch.of(disk, scratch)) {
            while (losses.cycles < cycles && !enough.test(losses)) {
                cycle(power);
            }
            power.on(disk.options(losses.cycles));
            look(power);
            power.off();
            return losses;
        }
    }

    private void cycle(PowerSwitch power) throws Exception {
        power.on(disk.options(losses.cycles));
        look(power);
        long before = losses.acknowledged;
        writeUntilCut(power);
        power.off();
        losses.cycles++;
        adjust(losses.acknowledged - before);
    }

    private void writeUntilCut(PowerSwitch power) throws Exception {
        BootNumber boot = new BootNumber(random.nextLong(), random.nextLong());
        int directory = open(power);
        try {
            Future<?> work = thread.submit(() -> subject.write(posix, directory, boot));
            long cutAt = power.cut(random.nextLong(mostMicroseconds));
            await(work);
            subject.settle(cutAt, losses);
        } finally {
            posix.close(directory);
        }
    }

    private static void await(Future<?> work) throws InterruptedException, TimeoutException {
        try {
            work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** So that a slow disk acknowledges something, and a fast one is cut off often. */
    private void adjust(long acknowledged) {
        if (acknowledged < FEW) {
            mostMicroseconds = Math.min(LONGEST_MICROSECONDS, mostMicroseconds * 2);
        } else if (acknowledged > MANY) {
            mostMicroseconds = Math.max(SHORTEST_MICROSECONDS, mostMicroseconds / 2);
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // When the power is back
    // ---------------------------------------------------------------------------------------------------------------

    private void look(PowerSwitch power) {
        int directory = open(power);
        try {
            Set<String> known = new HashSet<>(OF_THE_FILE_SYSTEM);
            subject.judge(posix, directory, losses);
            losses.swept += subject.sweep(posix, directory);
            known.addAll(subject.names());
            assertThat(known).as("what may lie there").containsAll(names(power));
        } finally {
            posix.close(directory);
        }
    }

    private Set<String> names(PowerSwitch power) {
        int directory = open(power);
        Set<String> names = new HashSet<>();
        int listed = DirectoryEntries.forEach(posix, directory, name -> names.add(name.toString()));
        posix.close(directory);
        KernelRefusedException.require("getdents", listed);
        return names;
    }

    private int open(PowerSwitch power) {
        byte[] path = (power.root() + "\0").getBytes(StandardCharsets.UTF_8);
        return KernelRefusedException.require("openat", posix.openat(Posix.AT_FDCWD, path, DIRECTORY, 0));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
