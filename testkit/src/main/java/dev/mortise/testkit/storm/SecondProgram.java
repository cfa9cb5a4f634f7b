package dev.mortise.testkit.storm;

import dev.mortise.posix.BackendUnavailableException;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.probe.Hand;
import dev.mortise.testkit.probe.OwnHand;
import dev.mortise.testkit.probe.Room;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The program of the second process: {@code SecondProgram DIRECTORY [ROOM]}, both as the bytes of a NUL-terminated name in
 * hexadecimal digits, since an argument that is not ASCII would depend on the locale.
 *
 * <p>Its standard input is its leash: each line is one act. When that ends without the word {@link #END}, the first
 * process is gone, however it ended; then this one removes the room in its place.
 */
final class SecondProgram {

    /** What stands before each answer, to tell it from anything else that a JVM may print. */
    static final String ANSWER = "mortise-answer ";

    static final String END = "END";

    /** How the name of its own temporary directory begins. */
    static final String SCRATCH = "mortise-doctor-";

    private static final int UNSUPPORTED = 69;
    private static final int INTERNAL = 70;
    private static final int OS_ERROR = 71;

    private final Posix posix;
    private final int directory;
    private final @Nullable Name room;

    private SecondProgram(String[] args) {
        posix = Backends.best();
        directory = open(Posix.AT_FDCWD, HexFormat.of().parseHex(args[0]));
        room = args.length < 2 ? null : nameOf(HexFormat.of().parseHex(args[1]));
    }

    /**
     * Runs it.
     *
     * @param args see above
     */
    @SuppressWarnings("SystemOut") // standard output is how a child answers
    public static void main(String[] args) {
        int status = 0;
        try {
            new SecondProgram(args)
                    .obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)));
        } catch (BackendUnavailableException e) {
            System.out.println(e.getMessage());
            status = UNSUPPORTED;
        } catch (KernelRefusedException e) {
            System.out.println(e.getMessage());
            status = OS_ERROR;
        } catch (IOException | RuntimeException | Error e) {
            System.out.println(e);
            status = INTERNAL;
        }
        System.out.flush();
        Runtime.getRuntime().halt(status);
    }

    private static Name nameOf(byte[] terminated) {
        return Name.ofBytes(Arrays.copyOf(terminated, terminated.length - 1));
    }

    private int open(int start, byte[] name) {
        int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_CLOEXEC;
        return KernelRefusedException.require("openat", posix.openat(start, name, flags, 0));
    }

    private void obey(BufferedReader leash) throws IOException {
        Hand hand = new OwnHand(posix, room == null ? directory : open(directory, room.terminated()));
        answer(0);
        String line = leash.readLine();
        while (line != null && !line.equals(END)) {
            String[] words = line.split(" ", -1);
            answer(hand.move(Hand.Act.valueOf(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2])));
            line = leash.readLine();
        }
        if (line == null) {
            hand.move(Hand.Act.CLOSE);
            clear();
        }
    }

    private void clear() throws IOException {
        if (room != null) {
            Room.remove(posix, directory, room);
        }
        Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        if (scratch.getFileName().toString().startsWith(SCRATCH)) {
            Files.deleteIfExists(scratch);
        }
    }

    @SuppressWarnings("SystemOut") // standard output is how a child answers
    private static void answer(int result) {
        System.out.println(ANSWER + result);
        System.out.flush();
    }
}
