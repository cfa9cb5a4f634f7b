package dev.mortise.interop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The program behind {@link Peer#FILE_CHANNEL}. */
final class FileChannelPeer {

    private FileChannelPeer() {}

    /**
     * Locks as it is told, and lets go at the end of its input.
     *
     * @param args file, {@code shared} or {@code exclusive}, start, length, {@code wait} or {@code try}
     */
    @SuppressWarnings("SystemOut") // it speaks to its parent
    public static void main(String[] args) throws IOException {
        try (FileChannel channel = FileChannel.open(
                Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            System.out.println("trying");
            FileLock lock = lock(channel, args);
            System.out.println(lock == null ? "busy" : "held");
            if (lock != null) {
                System.in.readAllBytes();
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel, String[] args) throws IOException {
        boolean shared = args[1].equals("shared");
        long start = Long.parseLong(args[2]);
        long length = Long.parseLong(args[3]);
        return args[4].equals("wait") ? channel.lock(start, length, shared) : channel.tryLock(start, length, shared);
    }
}
