package dev.mortise;

import dev.mortise.owner.Evidence;
import dev.mortise.owner.Owner;
import dev.mortise.owner.Verdict;
import dev.mortise.posix.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** The program of {@link UnseenHolderTest}: {@code BACKEND KIND PATH}. Says in a line each what a verdict and what a timeout say. */
final class VerdictChild {

    private VerdictChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Mortise mortise = Mortise.on(Backends.named(args[0]))) {
            ProcessLock lock = Kind.valueOf(args[1]).lock(mortise, Path.of(args[2]), false);
            Verdict verdict = lock.verdict();
            System.out.println(verdict.state() + " "
                    + verdict.owners().stream().map(VerdictChild::words).collect(Collectors.joining(", ")) + " "
                    + verdict.evidence().stream().map(Evidence::statement).collect(Collectors.joining("; ")));
            try (Hold hold = lock.acquire(Duration.ofMillis(30))) {
                System.out.println("acquired " + hold);
            } catch (LockException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static String words(Owner owner) {
        return "pid=" + owner.pid() + " command='" + owner.command() + "' operation='" + owner.operation() + "'";
    }
}
