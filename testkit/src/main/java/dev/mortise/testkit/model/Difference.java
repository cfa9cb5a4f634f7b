package dev.mortise.testkit.model;

/**
 * What a real kernel answered otherwise than the model.
 *
 * @param model what the model answered
 * @param kernel what the kernel answered
 * @param chosen whether the model's answer was one of several that a kernel may give, chosen by the adversary: then nobody is wrong, and the
 *     schedule cannot be had here
 */
public record Difference(String model, String kernel, boolean chosen) {

    static Difference of(Object model, Object kernel) {
        return new Difference(String.valueOf(model), String.valueOf(kernel), false);
    }

    static Difference chosen(Object model, Object kernel) {
        return new Difference(String.valueOf(model), String.valueOf(kernel), true);
    }
}
