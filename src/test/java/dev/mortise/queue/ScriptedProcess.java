package dev.mortise.queue;

import dev.mortise.posix.Mode;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** One process before a {@link ScriptedKernel}: a station, its doormen, and errands that look when the test says so. */
final class ScriptedProcess {

    final ScriptedDoor idle;
    final Station station;
    final Doormen doormen;
    final ScriptedTime time = new ScriptedTime();

    private final Queue<Runnable> looks = new ArrayDeque<>();

    ScriptedProcess(ScriptedKernel kernel) {
        this(kernel, Station::new);
    }

    ScriptedProcess(ScriptedKernel kernel, ScriptedDoor idle, Doormen doormen) {
        this(kernel, idle, doormen, Station::new);
    }

    /** With a station that may have a step wrong. */
    ScriptedProcess(ScriptedKernel kernel, StationMaker maker) {
        this(kernel, kernel.open(), new Doormen(ScriptedPosix.over(kernel), new Timer(System::nanoTime), 4), maker);
    }

    private ScriptedProcess(ScriptedKernel kernel, ScriptedDoor idle, Doormen doormen, StationMaker maker) {
        this.idle = idle;
        this.doormen = doormen;
        this.station = maker.make(idle, kernel::open, doormen, time);
    }

    /** As a station's constructor. */
    interface StationMaker {

        Station make(Door idle, Doors doors, Doormen doormen, Clock clock);
    }

    /** Queues somebody who looks at {@link #look} only, for the first time at once. */
    ScriptedErrand queue(Mode mode) {
        return queue(mode, Patience.withoutEnd());
    }

    ScriptedErrand queue(Mode mode, Patience patience) {
        ScriptedErrand errand = new ScriptedErrand();
        errand.sent = station.enterLater(mode, patience, looker(), new Timer(System::nanoTime), errand);
        look();
        return errand;
    }

    private Executor looker() {
        return look -> {
            synchronized (looks) {
                looks.add(look);
            }
        };
    }

    boolean somebodyWasWoken() {
        synchronized (looks) {
            return !looks.isEmpty();
        }
    }

    /** Whoever was woken looks now, and those whom that wakes. */
    void look() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private Runnable next() {
        synchronized (looks) {
            return looks.poll();
        }
    }

    boolean nothingIsLeft() {
        return station.isIdle() && !somebodyWasWoken();
    }
}
