package dev.mortise.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.testkit.Action.Kind;
import org.junit.jupiter.api.Test;

class ActionTest {

    @Test
    void everyActionHasACodeOfItsOwnInSevenBits() {
        boolean[] taken = new boolean[128];
        for (Kind kind : Kind.values()) {
            int choices = kind == Kind.STEP || kind == Kind.DISK ? 4 : kind == Kind.BIRTH ? 8 : 1;
            int indices = kind == Kind.DISK ? 2 : 8;
            for (int index = 0; index < indices; index++) {
                for (int choice = 0; choice < choices; choice++) {
                    int code = Action.code(kind, index, choice);
                    assertThat(taken[code]).isFalse();
                    taken[code] = true;
                    assertThat(Action.of(code)).isEqualTo(new Action(kind, index, choice));
                    assertThat(Action.isCode(code, kind)).isTrue();
                }
            }
        }
    }
}
