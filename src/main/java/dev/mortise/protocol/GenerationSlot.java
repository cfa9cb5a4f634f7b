package dev.mortise.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One of the two records of a {@link Generation}.
 *
 * <pre>
 *   0 "MORTISE1" · 8 epoch · 16 count · 24 boot, two longs · 40 zero · 60 CRC-32C of the 60 bytes before; all big-endian
 * </pre>
 */
final class GenerationSlot {

    static final int BYTES = 64;
    static final long MOST_EPOCHS = Integer.MAX_VALUE;

    private static final long MAGIC =
            ByteBuffer.wrap("MORTISE1".getBytes(StandardCharsets.US_ASCII)).getLong();
    static final long MOST_COUNTS = 0xffff_ffffL;
    private static final int EPOCH = 8;
    private static final int COUNT = 16;
    private static final int BOOT = 24;
    private static final int SUM = 60;

    private boolean valid;
    private long epoch;
    private long count;
    private BootNumber boot = BootNumber.NONE;

    /** Reads a slot of a page of which only a part may be filled. */
    void read(byte[] page, int from, int filled) {
        valid = false;
        if (filled < from + BYTES) {
            return;
        }
        ByteBuffer slot = ByteBuffer.wrap(page, from, BYTES).slice();
        epoch = slot.getLong(EPOCH);
        count = slot.getLong(COUNT);
        boot = new BootNumber(slot.getLong(BOOT), slot.getLong(BOOT + Long.BYTES));
        valid = slot.getLong(0) == MAGIC && slot.getInt(SUM) == sum(page, from) && isPlausible();
    }

    private boolean isPlausible() {
        return epoch > 0 && epoch <= MOST_EPOCHS && count >= 0 && count <= MOST_COUNTS;
    }

    static byte[] write(long epoch, long count, BootNumber boot) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer slot = ByteBuffer.wrap(bytes);
        slot.putLong(0, MAGIC).putLong(EPOCH, epoch).putLong(COUNT, count);
        slot.putLong(BOOT, boot.high()).putLong(BOOT + Long.BYTES, boot.low());
        slot.putInt(SUM, sum(bytes, 0));
        return bytes;
    }

    private static int sum(byte[] bytes, int from) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, SUM);
        return (int) sum.getValue();
    }

    /** Whether bytes begin as a slot does, or with what a disk shows that has been given room there and no contents yet. */
    static boolean beginsAsSlotOrZero(byte[] bytes, int length) {
        boolean zero = true;
        boolean magic = true;
        for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
            zero &= bytes[i] == 0;
            magic &= bytes[i] == (byte) (MAGIC >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        return zero || magic;
    }

    boolean isValid() {
        return valid;
    }

    boolean isNewerThan(GenerationSlot other) {
        if (!valid || !other.valid) {
            return valid;
        }
        return epoch == other.epoch ? count > other.count : epoch > other.epoch;
    }

    boolean isOf(BootNumber wanted) {
        return boot.equals(wanted) && !wanted.equals(BootNumber.NONE);
    }

    boolean isFull() {
        return count >= MOST_COUNTS;
    }

    long epoch() {
        return epoch;
    }

    long count() {
        return count;
    }
}
