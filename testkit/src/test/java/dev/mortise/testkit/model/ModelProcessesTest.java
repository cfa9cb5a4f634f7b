package dev.mortise.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortise.owner.Liveness;
import dev.mortise.owner.Liveness.State;
import dev.mortise.owner.ProcessId;
import dev.mortise.posix.KernelName;
import org.junit.jupiter.api.Test;

/** The answers that {@code /proc} gives on a real kernel. */
class ModelProcessesTest {

    private final Stage stage = new Stage(
            WorldRules.plain(),
            ProcessPlan.alive(101),
            ProcessPlan.alive(102),
            ProcessPlan.unborn(),
            ProcessPlan.alive(101).inNamespace(4026532000L),
            ProcessPlan.alive(104).underBoot("another"));
    private final ModelProcesses processes = new ModelProcesses(stage.actor(0));
    private final ProcessId other = new ModelProcesses(stage.actor(1)).self();

    private State state(ProcessId process) {
        return processes.liveness(process).state();
    }

    @Test
    void runningProcessIsAlive() {
        assertThat(state(processes.self())).isEqualTo(State.ALIVE);
        assertThat(state(other)).isEqualTo(State.ALIVE);
        assertThat(other.host()).isEqualTo(KernelName.of(stage.actor(0)).node());
    }

    @Test
    void zombieIsDeadThoughItsNumberAnswers() {
        stage.world = stage.world.kill(1);
        assertThat(stage.actor(0).kill(102, 0)).isZero();
        Liveness liveness = processes.liveness(other);
        assertThat(liveness.state()).isEqualTo(State.DEAD);
        assertThat(liveness.evidence()).contains("zombie");
    }

    @Test
    void goneProcessIsDeadAndItsSuccessorIsNotTakenForIt() {
        stage.world = stage.world.exit(1);
        assertThat(state(other)).isEqualTo(State.DEAD);
        stage.world = stage.world.start(2, 102);
        assertThat(state(other)).isEqualTo(State.DEAD);
        assertThat(state(ProcessId.ofPid(102))).isEqualTo(State.ALIVE);
        assertThat(new ModelProcesses(stage.actor(2)).self()).isNotEqualTo(other);
    }

    @Test
    void whatIsElsewhereIsUnknown() {
        assertThat(state(new ModelProcesses(stage.actor(3)).self())).isEqualTo(State.UNKNOWN);
        assertThat(state(new ModelProcesses(stage.actor(4)).self())).isEqualTo(State.UNKNOWN);
        assertThat(state(new ProcessId(102, ProcessId.UNRECORDED, "", ProcessId.UNRECORDED, "another host")))
                .isEqualTo(State.UNKNOWN);
        assertThat(state(ProcessId.ofPid(0))).isEqualTo(State.UNKNOWN);
    }
}
