package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Action.Kind;
import org.junit.jupiter.api.Test;

class ActionTest {

    @Test
    void everyActionHasACodeOfItsOwnInSevenBitsButFaultsAndDisksWhichHaveMore() {
        boolean[] taken = new boolean[8192 + 16];
        taken[0x3F] = true;
        for (Kind kind : Kind.values()) {
            int indices = kind == Kind.DISK ? 1 : 8;
            for (int index = 0; index < indices; index++) {
                for (int choice = 0; choice < choices(kind); choice++) {
                    int code = Action.code(kind, index, choice);
                    assertThat(taken[code]).isFalse();
                    assertThat(code >= 128).isEqualTo(kind == Kind.FAULT || kind == Kind.DISK);
                    taken[code] = true;
                    assertThat(Action.of(code)).isEqualTo(new Action(kind, index, choice));
                    assertThat(Action.isCode(code, kind)).isTrue();
                }
            }
        }
    }

    private static int choices(Kind kind) {
        return switch (kind) {
            case STEP -> 4;
            case DISK -> 16;
            case BIRTH -> 8;
            case FAULT -> 512;
            case CRASH, REAP, POWER_CUT -> 1;
        };
    }
}
