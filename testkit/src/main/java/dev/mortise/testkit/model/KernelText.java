package dev.mortise.testkit.model;

import dev.mortise.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a model says of itself. */
final class KernelText {

    /** The machine's name. */
    static final String NODE = "model";

    private static final List<String> FIELDS =
            List.of("Linux", NODE, "6.18.0-model", "#1 simulated", "x86_64", "(none)");

    private KernelText() {}

    /** Fills a buffer as {@code uname} does. */
    static void fill(byte[] buffer) {
        int room = Posix.UTSNAME_BYTES / FIELDS.size();
        byte[] whole = new byte[Posix.UTSNAME_BYTES];
        for (int i = 0; i < FIELDS.size(); i++) {
            byte[] text = FIELDS.get(i).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, whole, i * room, text.length);
        }
        System.arraycopy(whole, 0, buffer, 0, whole.length);
    }
}
