package dev.mortise.benchmarks;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds locks on files, for children to wait for. */
final class Holder implements AutoCloseable {

    private final List<AutoCloseable> held = new ArrayList<>();

    private Holder() {}

    static Holder of(Peer peer, List<Path> files) throws IOException, InterruptedException {
        Holder holder = new Holder();
        for (Path file : files) {
            holder.hold(peer, file);
        }
        return holder;
    }

    private void hold(Peer peer, Path file) throws IOException, InterruptedException {
        if (peer == Peer.MORTISE) {
            Hold hold = KernelLock.at(file).acquire();
            held.add(hold);
        } else {
            FileChannel channel = LockFile.channel(file);
            channel.lock();
            held.add(channel);
        }
    }

    void release() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        try {
            for (AutoCloseable each : held) {
                each.close();
            }
            held.clear();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
