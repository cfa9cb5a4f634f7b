package dev.mortise.testkit.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry as {@code getdents} tells it.
 *
 * @param name its bytes as characters
 * @param number of the file
 * @param kind of the file
 */
record DirectoryEntry(String name, long number, int kind) {

    private static final int LENGTH = 16;
    private static final int KIND = 18;
    private static final int NAME = 19;

    static List<DirectoryEntry> in(byte[] filled) {
        ByteBuffer records = ByteBuffer.wrap(filled).order(ByteOrder.nativeOrder());
        List<DirectoryEntry> entries = new ArrayList<>();
        for (int at = 0; at < filled.length; at += records.getShort(at + LENGTH)) {
            int end = at + NAME;
            while (filled[end] != 0) {
                end++;
            }
            String name = new String(filled, at + NAME, end - at - NAME, StandardCharsets.ISO_8859_1);
            entries.add(new DirectoryEntry(name, records.getLong(at), records.get(at + KIND)));
        }
        return entries;
    }

    boolean isParent() {
        return name.equals("..");
    }

    private boolean isDots() {
        return name.equals(".") || isParent();
    }

    static Map<String, Integer> named(List<DirectoryEntry> entries) {
        Map<String, Integer> named = new HashMap<>();
        entries.forEach(entry -> named.put(entry.name, entry.kind));
        return named;
    }

    /** What a file system may choose: which name comes before which. */
    static List<String> order(List<DirectoryEntry> entries) {
        return entries.stream()
                .filter(entry -> !entry.isDots())
                .map(DirectoryEntry::name)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
