package dev.mortise.benchmarks;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.openjdk.jmh.annotations.Benchmark;

/** The JDK's lock on a file that is not open. */
public class FirstChannels extends ColdFiles {

    /** Makes the files. */
    public FirstChannels() {}

    /**
     * Opens, locks, and closes.
     *
     * @throws IOException if it is refused
     */
    @Benchmark
    public void acquireAndClose() throws IOException {
        try (FileChannel channel = LockFile.channel(next())) {
            LockFile.had(channel.tryLock()).release();
        }
    }
}
