package dev.mortise.benchmarks;

import dev.mortise.Hold;
import dev.mortise.KernelLock;
import dev.mortise.Mortise;
import dev.mortise.posix.Backends;
import dev.mortise.posix.Posix;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Ways in which a program may lock a file, for the children of the benchmarks that let processes contend. */
enum Peer {
    /** What ships. */
    MORTISE {
        @Override
        Section open(Path file) {
            return section(KernelLock.at(file));
        }

        @Override
        Section openBeside(Path file) {
            return section(Mortise.on(Backends.best()).kernelLock(file));
        }

        private Section section(KernelLock lock) {
            return inside -> {
                Hold hold = lock.acquire();
                try {
                    inside.run();
                } finally {
                    hold.close();
                }
            };
        }
    },

    /** What a program writes first: the kernel's lock for the processes, and a mutex for its own threads. */
    FLOCK_AND_MUTEX {
        @Override
        Section open(Path file) {
            Posix posix = Backends.best();
            int fd = LockFile.open(posix, file);
            ReentrantLock mutex = new ReentrantLock();
            return inside -> {
                mutex.lock();
                try {
                    LockFile.succeed(posix.flock(fd, Posix.LOCK_EX));
                    inside.run();
                    LockFile.succeed(posix.flock(fd, Posix.LOCK_UN));
                } finally {
                    mutex.unlock();
                }
            };
        }
    },

    /** The JDK's lock, for one thread: others of the same process would be refused. */
    CHANNEL {
        @Override
        @SuppressWarnings("resource") // it is open as long as the process lives
        Section open(Path file) {
            FileChannel channel = LockFile.channel(file);
            return inside -> {
                FileLock lock = channel.lock();
                try {
                    inside.run();
                } finally {
                    lock.release();
                }
            };
        }
    },

    /** The JDK's lock, and a monitor for its own threads. */
    CHANNEL_AND_MONITOR {
        @Override
        Section open(Path file) {
            Section channel = CHANNEL.open(file);
            return inside -> {
                synchronized (channel) {
                    channel.visit(inside);
                }
            };
        }
    };

    /** A critical section. */
    interface Section {

        /** Waits for the lock, does what is to be done inside, and lets go. */
        void visit(Runnable inside) throws IOException, InterruptedException;
    }

    /** Opens what it needs; the file exists. */
    abstract Section open(Path file);

    /** As another process would; null if that cannot be done in one. */
    @Nullable
    Section openBeside(Path file) {
        return null;
    }
}
