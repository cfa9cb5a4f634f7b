package dev.mortise.testkit.model;

import java.util.Arrays;

/**
 * The bytes of a regular file. Only what is not zero is kept, in pages cut behind their last byte that is not zero, so a
 * byte at 3 TiB costs no more than one at 0, and equal contents are equal arrays.
 */
final class Content implements Body {

    private static final int PAGE = 4096;
    private static final long[] NO_INDEX = {};
    private static final byte[][] NO_PAGES = {};
    private static final byte[] NO_BYTES = {};

    static final Content EMPTY = new Content(0, NO_INDEX, NO_PAGES, 0);

    private final long size;
    private final long[] index;
    private final byte[][] pages;
    private final long pagesHash;
    private final long hash;

    private Content(long size, long[] index, byte[][] pages, long pagesHash) {
        this.size = size;
        this.index = index;
        this.pages = pages;
        this.pagesHash = pagesHash;
        this.hash = Mix.of(size, pagesHash);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long hash() {
        return hash;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Reading
    // ---------------------------------------------------------------------------------------------------------------

    /** What is there of these bytes: fewer at the end, none behind it. */
    byte[] read(long offset, int length) {
        int available = (int) Math.max(0, Math.min(length, size - offset));
        byte[] bytes = new byte[available];
        for (int page = pageAtOrAfter(offset / PAGE); page < pages.length; page++) {
            long start = index[page] * PAGE - offset;
            if (start >= available) {
                break;
            }
            copyPage(pages[page], start, bytes);
        }
        return bytes;
    }

    /** Lays a page over a window that begins {@code start} bytes before it. */
    private static void copyPage(byte[] page, long start, byte[] window) {
        int skip = (int) Math.max(0, -start);
        int at = (int) Math.max(0, start);
        int length = Math.min(page.length - skip, window.length - at);
        if (length > 0) {
            System.arraycopy(page, skip, window, at, length);
        }
    }

    private int pageAtOrAfter(long wanted) {
        int at = Arrays.binarySearch(index, wanted);
        return at >= 0 ? at : -at - 1;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Writing
    // ---------------------------------------------------------------------------------------------------------------

    Content write(byte[] bytes, long offset) {
        if (bytes.length == 0) {
            return this;
        }
        long end = offset + bytes.length;
        long first = offset / PAGE;
        byte[][] written = new byte[(int) ((end - 1) / PAGE - first + 1)][];
        for (int i = 0; i < written.length; i++) {
            written[i] = overlaid(page(first + i), bytes, offset - (first + i) * PAGE);
        }
        return replaced(first, written, Math.max(size, end));
    }

    private byte[] page(long wanted) {
        int at = Arrays.binarySearch(index, wanted);
        return at >= 0 ? pages[at] : NO_BYTES;
    }

    /** A page with bytes laid over it that begin at {@code at}, which may lie before the page. */
    private static byte[] overlaid(byte[] old, byte[] bytes, long at) {
        int end = (int) Math.min(PAGE, at + bytes.length);
        byte[] page = Arrays.copyOf(old, Math.max(old.length, end));
        int from = (int) Math.max(0, -at);
        int to = (int) Math.max(0, at);
        System.arraycopy(bytes, from, page, to, end - to);
        return trimmed(page, page.length);
    }

    private static byte[] trimmed(byte[] page, int most) {
        int length = Math.min(page.length, most);
        while (length > 0 && page[length - 1] == 0) {
            length--;
        }
        return length == page.length ? page : Arrays.copyOf(page, length);
    }

    Content truncate(long newSize) {
        long cutPage = newSize / PAGE;
        if (newSize >= size || pageAtOrAfter(cutPage) == pages.length) {
            return new Content(newSize, index, pages, pagesHash);
        }
        byte[] kept = trimmed(page(cutPage), (int) (newSize % PAGE));
        int behind = pageAtOrAfter(cutPage + 1);
        long hashLeft = pagesHash;
        for (int i = behind; i < pages.length; i++) {
            hashLeft -= hashOf(index[i], pages[i]);
        }
        Content shorter = new Content(newSize, Arrays.copyOf(index, behind), Arrays.copyOf(pages, behind), hashLeft);
        return shorter.replaced(cutPage, new byte[][] {kept}, newSize);
    }

    private Content replaced(long first, byte[][] written, long newSize) {
        int before = pageAtOrAfter(first);
        int behind = pageAtOrAfter(first + written.length);
        int kept = countNotEmpty(written);
        int length = before + kept + pages.length - behind;
        long[] newIndex = new long[length];
        byte[][] newPages = new byte[length][];
        System.arraycopy(index, 0, newIndex, 0, before);
        System.arraycopy(pages, 0, newPages, 0, before);
        System.arraycopy(index, behind, newIndex, before + kept, pages.length - behind);
        System.arraycopy(pages, behind, newPages, before + kept, pages.length - behind);
        long newHash = pagesHash;
        for (int i = before; i < behind; i++) {
            newHash -= hashOf(index[i], pages[i]);
        }
        int at = before;
        for (int i = 0; i < written.length; i++) {
            if (written[i].length > 0) {
                newIndex[at] = first + i;
                newPages[at++] = written[i];
                newHash += hashOf(first + i, written[i]);
            }
        }
        return new Content(newSize, newIndex, newPages, newHash);
    }

    private static int countNotEmpty(byte[][] written) {
        int count = 0;
        for (byte[] page : written) {
            count += page.length > 0 ? 1 : 0;
        }
        return count;
    }

    private static long hashOf(long page, byte[] bytes) {
        return Mix.of(page, Mix.of(bytes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that
                && size == that.size
                && Arrays.equals(index, that.index)
                && Arrays.deepEquals(pages, that.pages);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public String toString() {
        return Bytes.owning(read(0, (int) Math.min(size, PAGE))).toString();
    }
}
