package dev.mortise.queue;

import dev.mortise.posix.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

/** One process before a {@link ScriptedKernel}: a station, its doormen, and errands that look when the test says so. */
final class ScriptedProcess {

    final ScriptedKernel kernel;
    final ScriptedDoor idle;
    final Station station;
    final Doormen doormen;
    final ScriptedTime time = new ScriptedTime();
    final List<ScriptedDoor> others = new ArrayList<>();

    private final Queue<Runnable> looks = new ArrayDeque<>();

    ScriptedProcess(ScriptedKernel kernel) {
        this(kernel, kernel.open(), new Doormen(ScriptedPosix.over(kernel), new Timer(), 4));
    }

    ScriptedProcess(ScriptedKernel kernel, ScriptedDoor idle, Doormen doormen) {
        this.kernel = kernel;
        this.idle = idle;
        this.doormen = doormen;
        this.station = new Station(idle, this::another, doormen, time);
    }

    private Door another() {
        ScriptedDoor door = kernel.open();
        synchronized (others) {
            others.add(door);
        }
        return door;
    }

    /** Queues somebody who looks at {@link #look} only, for the first time at once. */
    ScriptedErrand queue(Mode mode) {
        return queue(mode, Patience.withoutEnd());
    }

    ScriptedErrand queue(Mode mode, Patience patience) {
        ScriptedErrand errand = new ScriptedErrand();
        errand.sent = station.enterLater(mode, patience, looker(), new Timer(), errand);
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
