package dev.mortise.protocol;

import dev.mortise.posix.FileStat;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import java.util.Arrays;

/**
 * A number that grows with each exclusive hold of a lock, so that who comes late with an old one can be refused: kept in a file
 * beside the lock file, and drawn by whoever is inside alone.
 *
 * <p><b>Problem.</b> A counter that is forced to the disk at each step costs milliseconds; one that is not runs backwards after a power
 * cut. <b>Mechanism.</b> The number is an epoch and a count. An epoch is forced to the disk before its first count is given away, and is never
 * used again after a reboot; counts are only written.
 *
 * <p><b>Problem.</b> A write to a file costs as much as a lock. <b>Mechanism.</b> Who writes reserves a run of counts, and gives the next of them away
 * as long as its slot is as it wrote it: then nobody has drawn since. Who finds another one's run begins behind its end. So numbers are
 * left out, and none is given away twice.
 *
 * <pre>
 *   my run has not ended, and its slot is as I wrote it:  the next count of my run
 *   r = the newer of two slots
 *   r is of this boot, and its count is not full:  write {e, this boot, count + 64} over r;  my run begins at count + 1
 *   else:  e = r's epoch + 1;  write {e, no boot} over r, or over the other slot if that is torn;  fsync file;  fsync directory;
 *          write {e, this boot, 64} over the remaining slot;  my run begins at 1
 *   the number is e · 2^32 + count
 * </pre>
 *
 * <p>So the slot that was forced to the disk is not written again before the other one was forced there with a greater epoch: a power cut
 * can tear the slot that counts, and the epoch of every number that was given away is still known.
 *
 * <p><b>A file that is missing</b> starts with the number of seconds from 2024 to now as its epoch: one that was deleted does not run
 * backwards unless the clock did, or it was made within the same second. A file that was deleted or replaced while it is open is opened
 * anew. <b>What remains.</b> Whoever writes into the file, or sets the clock back and deletes it, or moves it elsewhere while it is used, which is
 * noticed within a tenth of a second, can make it run backwards. A file in which both slots are torn is refused; one that is no longer than a
 * slot, which a power cut has torn, begins anew, since no number was drawn before that slot was on the disk.
 *
 * <p>Not for several threads at a time.
 */
public final class Generation {

    /** The file holds no valid slot, and is not empty. */
    public static final int CORRUPT = -5201;
    /** No greater epoch is left. */
    public static final int USED_UP = -5202;
    /** The name means another file at each look. */
    public static final int RESTLESS = -5203;

    /** Nothing is open. */
    private static final int NONE = -1;

    /** How many counts are reserved by one write. */
    static final int RUN = 64;

    /** For how long it is believed that the name means the file, which may have been moved away. */
    private static final long BELIEVED = 100_000_000;

    private static final int MOST_REOPENINGS = 100;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** 2024-01-01. */
    private static final long BEGINNING_SECONDS = 1_704_067_200;

    private final Posix posix;
    private final int directory;
    private final PermanentFile file;
    private final BootNumber boot;
    private final byte[] page = new byte[2 * GenerationSlot.BYTES];
    private final GenerationSlot first = new GenerationSlot();
    private final GenerationSlot second = new GenerationSlot();
    private final FileStat current = new FileStat();
    private FileStat identity = new FileStat();
    private long lookedAt;
    private int fd = NONE;

    /** The run that is reserved for this, as it was written and where; over once its next number is greater than its last. */
    private byte[] run = new byte[0];

    private int runAt;
    private long nextNumber;
    private long lastNumber = NONE;

    /**
     * Describes the counter; nothing is opened yet.
     *
     * @param posix the door to the kernel
     * @param directory descriptor of the file's directory, not closed here
     * @param name the file's name in it
     * @param boot which boot this is
     */
    public Generation(Posix posix, int directory, Name name, BootNumber boot) {
        this.posix = posix;
        this.directory = directory;
        this.file = new PermanentFile(posix, directory, name);
        this.boot = boot;
    }

    /**
     * Draws the next number. By whoever is inside alone.
     *
     * @return greater than all that were drawn before; negative: one of the refusals, or {@code -errno}, and then no number was drawn
     */
    public long next() {
        int opened = open();
        if (opened < 0) {
            return opened;
        }
        if (nextNumber <= lastNumber && isMyRunTheLast()) {
            return nextNumber++;
        }
        int read = LabelPage.read(posix, fd, page);
        if (read < 0) {
            return read;
        }
        first.read(page, 0, read);
        second.read(page, GenerationSlot.BYTES, read);
        boolean fresh = isFresh(read);
        if (!fresh && !first.isValid() && !second.isValid()) {
            return CORRUPT;
        }
        int begun = fresh || read > GenerationSlot.BYTES ? 0 : rewriteFirst();
        return begun < 0 ? begun : draw(fresh);
    }

    /**
     * Nobody has drawn from a file that has not had its first slot forced to the disk: only then is it longer. One who wrote that slot may have been
     * killed before it was, or been told that it could not be, so whoever finds it alone writes it again and forces it.
     */
    private boolean isFresh(int read) {
        boolean begun = read <= GenerationSlot.BYTES && !first.isValid();
        return begun && GenerationSlot.beginsAsSlotOrZero(page, read);
    }

    /** Whoever draws writes over the slot that counts, or begins an epoch by writing over it. */
    private boolean isMyRunTheLast() {
        int read = posix.pread(fd, page, 0, GenerationSlot.BYTES, runAt);
        return read == GenerationSlot.BYTES && Arrays.equals(page, 0, read, run, 0, read);
    }

    /** So that the name means the file that is open. */
    private int open() {
        for (int i = 0; i < MOST_REOPENINGS; i++) {
            if (fd == NONE) {
                FileStat found = new FileStat();
                int opened = file.open(found);
                if (opened < 0) {
                    return opened;
                }
                fd = opened;
                identity = found;
                lookedAt = posix.monotonicNanos() - BELIEVED;
            }
            int verified = verify();
            if (verified != PermanentFile.STALE) {
                return verified;
            }
            close();
        }
        return RESTLESS;
    }

    /** A file that has no name any more says so itself, for less than its name costs to be looked up. */
    private int verify() {
        long now = posix.monotonicNanos();
        if (now - lookedAt >= BELIEVED) {
            int verified = file.verify(identity);
            lookedAt = verified == 0 ? now : lookedAt;
            return verified;
        }
        int found = posix.fstat(fd, current);
        return found == 0 && current.links() == 0 ? PermanentFile.STALE : found;
    }

    private long draw(boolean fresh) {
        boolean firstIsNewer = first.isNewerThan(second);
        GenerationSlot newer = firstIsNewer ? first : second;
        int at = fresh || firstIsNewer ? 0 : GenerationSlot.BYTES;
        if (!fresh && newer.isOf(boot) && !newer.isFull()) {
            return reserve(at, newer.epoch(), newer.count());
        }
        long epoch = fresh ? secondsSinceTheBeginning() : newer.epoch() + 1;
        if (epoch > GenerationSlot.MOST_EPOCHS) {
            return USED_UP;
        }
        int unneeded = first.isValid() == second.isValid() ? at : GenerationSlot.BYTES - at;
        int begun = begin(epoch, unneeded);
        return begun < 0 ? begun : reserve(GenerationSlot.BYTES - unneeded, epoch, 0);
    }

    private long secondsSinceTheBeginning() {
        long seconds = posix.realtimeNanos() / NANOS_PER_SECOND - BEGINNING_SECONDS;
        return Math.max(1, seconds);
    }

    /**
     * Before a number of an epoch is given away, no later boot may find the file without it. By a descriptor whose force failed none is tried
     * again: the next draw opens the file, and writes what it forces.
     */
    private int begin(long epoch, int at) {
        int written = write(at, GenerationSlot.write(epoch, 0, BootNumber.NONE));
        if (written < 0) {
            return written;
        }
        int forced = force();
        return forced < 0 ? forced : DirectoryForce.force(posix, directory);
    }

    private int rewriteFirst() {
        int written = write(0, Arrays.copyOf(page, GenerationSlot.BYTES));
        return written < 0 ? written : force();
    }

    private int force() {
        int forced = posix.fsync(fd);
        if (forced < 0) {
            close();
        }
        return forced;
    }

    /** The counts behind one that may have been given away. */
    private long reserve(int at, long epoch, long count) {
        long last = Math.min(count + RUN, GenerationSlot.MOST_COUNTS);
        run = GenerationSlot.write(epoch, last, boot);
        runAt = at;
        lastNumber = NONE;
        int written = write(at, run);
        if (written < 0) {
            return written;
        }
        nextNumber = number(epoch, count + 1);
        lastNumber = number(epoch, last);
        return nextNumber++;
    }

    private static long number(long epoch, long count) {
        return epoch << Integer.SIZE | count;
    }

    private int write(int at, byte[] slot) {
        return WholeWrite.at(posix, fd, slot, at);
    }

    /** Closes the file; the next number opens it again. */
    public void close() {
        lastNumber = NONE;
        if (fd != NONE) {
            posix.close(fd);
            fd = NONE;
        }
    }
}
