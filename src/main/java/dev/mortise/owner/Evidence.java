package dev.mortise.owner;

/**
 * One thing that was seen.
 *
 * @param source where: {@code kernel}, {@code label} or {@code process}
 * @param statement what, in a sentence without its end; printable
 */
public record Evidence(String source, String statement) {

    static Evidence kernel(String statement) {
        return new Evidence("kernel", statement);
    }

    static Evidence label(String statement) {
        return new Evidence("label", statement);
    }

    static Evidence process(String statement) {
        return new Evidence("process", statement);
    }
}
