package dev.mortise.testkit.storm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A contender's process, as the coordinator sees it. */
final class Child {

    private static final int MOST_OUTPUT = 4000;

    private final int place;
    private final int firstSeat;
    private final int seats;
    private final Process process;
    private final Path output;

    /**
     * @param place which of the processes that contend at a time it is; a replacement has the place of its victim
     * @param firstSeat the first of its own seats
     * @param seats how many these are: one for each of its threads
     */
    Child(int place, int firstSeat, int seats, Process process, Path output) {
        this.place = place;
        this.firstSeat = firstSeat;
        this.seats = seats;
        this.process = process;
        this.output = output;
    }

    int place() {
        return place;
    }

    IntStream seats() {
        return IntStream.range(firstSeat, firstSeat + seats);
    }

    boolean sitsAt(int seat) {
        return seat >= firstSeat && seat < firstSeat + seats;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitStatus() {
        return process.exitValue();
    }

    /** The sign to start. A contender that has ended in the meantime is found out by the storm's next look. */
    void go() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            // Nothing to do here: there is nobody to start.
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    boolean endsWithin(long nanos) throws InterruptedException {
        return process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** What it printed, the end of it, and without the line breaks at its own end. */
    String said() {
        try {
            String all = Files.readString(output, StandardCharsets.UTF_8).strip();
            return all.length() <= MOST_OUTPUT ? all : "..." + all.substring(all.length() - MOST_OUTPUT);
        } catch (IOException e) {
            return "";
        }
    }

    /** Closes the leash and forgets what it printed. */
    void bury() throws IOException {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe has no reader any more, and nothing of worth was in it.
        }
        Files.deleteIfExists(output);
    }
}
