package dev.mortise.protocol;

/**
 * Which boot of the machine: 128 bits, of which the kernel draws new ones at each.
 *
 * @param high the first half
 * @param low the second half
 */
public record BootNumber(long high, long low) {

    /** No boot at all. */
    public static final BootNumber NONE = new BootNumber(0, 0);

    private static final int DIGITS = 32;

    /**
     * Reads the kernel's {@code boot_id}.
     *
     * @param id such as {@code 3e9f4c1a-…}
     * @return its bits; {@link #NONE} if it is no such id
     */
    public static BootNumber of(String id) {
        String digits = id.trim().replace("-", "");
        if (!digits.matches("[0-9a-fA-F]{" + DIGITS + "}")) {
            return NONE;
        }
        return new BootNumber(
                Long.parseUnsignedLong(digits, 0, DIGITS / 2, 16),
                Long.parseUnsignedLong(digits, DIGITS / 2, DIGITS, 16));
    }
}
