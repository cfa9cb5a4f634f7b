package dev.mortise.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingPosixTest {

    static Stream<Method> calls() {
        return Arrays.stream(Posix.class.getMethods());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallGoesOnAsItCame(Method call) throws NoSuchMethodException {
        Method override = ForwardingPosix.class.getDeclaredMethod(call.getName(), call.getParameterTypes());
        Echo echo = new Echo();

        Echo.Arrival made = echo.call(new ForwardingPosix(echo.posix()), call);

        assertThat(override.getReturnType()).isEqualTo(call.getReturnType());
        assertThat(echo.arrivals()).hasSize(1);
        Echo.Arrival arrived = echo.arrivals().get(0);
        assertThat(arrived.method()).isEqualTo(call);
        assertThat(made.answer()).isEqualTo(arrived.answer());
        for (int i = 0; i < made.arguments().size(); i++) {
            assertSameArgument(made.arguments().get(i), arrived.arguments().get(i), call.getParameterTypes()[i]);
        }
    }

    private static void assertSameArgument(Object made, Object arrived, Class<?> type) {
        if (type.isPrimitive()) {
            assertThat(arrived).isEqualTo(made);
        } else {
            assertThat(arrived).isSameAs(made);
        }
    }
}
