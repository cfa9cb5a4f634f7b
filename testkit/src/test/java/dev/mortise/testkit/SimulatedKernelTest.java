package dev.mortise.testkit;

import dev.mortise.posix.Name;
import dev.mortise.posix.Posix;
import dev.mortise.posix.PosixContract;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("the contract of the port, by the simulated kernel")
final class SimulatedKernelTest extends PosixContract {

    private final SimulatedKernel kernel = new SimulatedKernel();

    @Override
    public Posix posix() {
        return kernel.posix();
    }

    @Override
    protected String parent() {
        return "/home";
    }

    @Override
    public void symlink(byte[] target, Name name) {
        kernel.symlink(target, here().dir(), name);
    }

    @Override
    protected List<String> openDescriptors() {
        return kernel.world().openDescriptors(0).stream().map(String::valueOf).toList();
    }
}
