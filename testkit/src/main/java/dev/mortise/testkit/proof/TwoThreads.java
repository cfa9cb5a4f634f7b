package dev.mortise.testkit.proof;

import dev.mortise.posix.Errno;
import dev.mortise.posix.Mode;
import dev.mortise.testkit.Actor;
import dev.mortise.testkit.KernelRefusedException;
import dev.mortise.testkit.Stage;

/**
 * One process with two threads that share three words of memory: the head of a queue, which ticks, and a doorman, which blocks in the
 * kernel itself and cannot be kicked.
 */
final class TwoThreads {

    private static final int CALLED = 0;
    private static final int WON = 1;

    private TwoThreads() {}

    static Actor head(int rounds) {
        return stage -> {
            LockDoor idle = LockDoor.open(stage);
            try {
                play(stage, idle, rounds);
            } finally {
                stage.posix().close(idle.descriptor());
            }
        };
    }

    private static void play(Stage stage, LockDoor idle, int rounds) {
        for (int round = 1; round <= rounds; round++) {
            stage.round(round);
            stage.posix().checkpoint("round", idle.memory());
            int passed = idle.pass(Mode.EXCLUSIVE);
            if (passed == 0) {
                hold(stage, idle);
            } else {
                requireBusy(passed);
                queue(stage, idle);
            }
        }
        stage.round(rounds + 1);
    }

    private static void queue(Stage stage, LockDoor idle) {
        stage.note(CALLED, 1);
        int entered;
        do {
            stage.posix().checkpoint("queue", idle.memory());
            if (stage.recall(WON) != 0) {
                stage.inside();
                stage.note(CALLED, 0);
                stage.note(WON, 0);
                return;
            }
            entered = idle.tryEnter(Mode.EXCLUSIVE);
        } while (entered == -Errno.EAGAIN);
        stage.note(CALLED, 0);
        KernelRefusedException.require("tryEnter", entered);
        hold(stage, idle);
    }

    private static void hold(Stage stage, LockDoor door) {
        stage.inside();
        KernelRefusedException.require("leave", door.leave());
    }

    private static void requireBusy(int passed) {
        if (passed != -Errno.EAGAIN) {
            KernelRefusedException.require("pass", passed);
        }
    }

    static void doorman(Stage stage) {
        LockDoor own = LockDoor.open(stage);
        while (stage.recall(CALLED) == 1) {
            KernelRefusedException.require("enter", own.enter(Mode.EXCLUSIVE));
            if (stage.recall(CALLED) == 1) {
                stage.note(WON, 1);
                awaitThatItIsTaken(stage, own);
            }
            KernelRefusedException.require("leave", own.leave());
            stage.posix().checkpoint("post", own.memory());
        }
        stage.posix().close(own.descriptor());
    }

    /** Or not wanted any more. */
    private static void awaitThatItIsTaken(Stage stage, LockDoor own) {
        do {
            stage.posix().checkpoint("won", own.memory());
        } while (stage.recall(WON) == 1 && stage.recall(CALLED) == 1);
        stage.note(WON, 0);
    }
}
