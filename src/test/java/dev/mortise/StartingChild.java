package dev.mortise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs in a JVM of its own: what the first use of this library comes to. */
@SuppressWarnings("try") // what is held is not used
final class StartingChild {

    private StartingChild() {}

    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[1]);
        switch (args[0]) {
            case "system" -> {
                System.out.println(firstUse(path));
                System.out.println(firstUse(path));
            }
            case "withoutLocking" -> System.out.println(withoutLocking(path));
            case "async" -> System.out.println(async(path));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static String firstUse(Path path) throws Exception {
        try (Hold hold = KernelLock.at(path).tryAcquire()) {
            return "inside";
        } catch (RuntimeException | Error e) {
            return e.getClass().getSimpleName() + " " + e.getMessage();
        }
    }

    private static String withoutLocking(Path path) throws Exception {
        try (Mortise off = Mortise.withoutLocking();
                Hold one = off.kernelLock(path).acquire();
                Hold two = off.kernelLock(path).acquire(Duration.ofSeconds(1))) {
            one.ensureHeld();
            two.ensureHeld();
            off.kernelLock(path).asLock().lock();
            off.rangeLock(path, 0, 1).acquireAsync(Duration.ofSeconds(1)).get();
            return "let in";
        }
    }

    private static String async(Path path) throws Exception {
        KernelLock lock = KernelLock.at(path);
        CompletableFuture<Hold> later;
        try (Hold hold = lock.acquire()) {
            later = lock.acquireAsync();
            hold.ensureHeld();
        }
        try (Hold hold = later.get(20, TimeUnit.SECONDS)) {
            hold.ensureHeld();
            return "inside";
        }
    }
}
